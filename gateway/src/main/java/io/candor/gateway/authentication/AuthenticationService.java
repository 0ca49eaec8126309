package io.candor.gateway.authentication;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Authenticates a request by its API key or its OpenID Connect token (RFC 6750 section 2.1). */
@Singleton
public class AuthenticationService {
    /** The header that may carry an API key instead of {@code Authorization}. */
    public static final String API_KEY_HEADER = "X-Api-Key";

    private static final String TENANT_HEADER = "Candor-Tenant";
    private static final String SCHEME = "Bearer ";

    private final CredentialService credentials;
    private final OidcTokenVerifier tokens;

    AuthenticationService(CredentialService credentials, OidcTokenVerifier tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    /**
     * Who sends a request with these {@code headers}.
     *
     * @param beforeAsking runs before anything costly is done; it may refuse by throwing
     * @throws ProblemException 401 when nobody known does
     */
    public Credential authenticate(HttpHeaders headers, String requestId, Runnable beforeAsking) {
        return credentials.resolve(request(headers, beforeAsking), requestId, beforeAsking);
    }

    private CredentialRequest request(HttpHeaders headers, Runnable beforeAsking) {
        var given = given(headers);
        if (ApiKey.isMeantBy(given) || headers.contains(API_KEY_HEADER)) {
            return CredentialRequest.ofApiKey(ApiKey.parse(given));
        }
        beforeAsking.run();
        return CredentialRequest.of(tokens.verify(given), tenant(headers.get(TENANT_HEADER)));
    }

    private static String given(HttpHeaders headers) {
        var authorization = headers.getAll(HttpHeaders.AUTHORIZATION);
        var apiKey = headers.getAll(API_KEY_HEADER);
        if (authorization.size() + apiKey.size() > 1) {
            throw unauthenticated("Send one credential, not several");
        }
        if (!apiKey.isEmpty()) {
            return apiKey.getFirst();
        }
        if (authorization.isEmpty()) {
            throw unauthenticated("Send an API key or an access token in the Authorization header");
        }
        var value = authorization.getFirst();
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthenticated("The Authorization header must be of the scheme Bearer");
        }
        return value.substring(SCHEME.length()).strip();
    }

    private static @Nullable UUID tenant(@Nullable String header) {
        try {
            return header == null ? null : UUID.fromString(header);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(TENANT_HEADER, "must be a UUID");
        }
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(HttpStatus.UNAUTHORIZED, "unauthenticated", detail);
    }
}

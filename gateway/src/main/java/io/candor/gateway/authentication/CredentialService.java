package io.candor.gateway.authentication;

import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Resolves a credential through tenant-service, or from what it said a moment ago. */
@Singleton
class CredentialService {
    private static final Set<String> SCOPE = Set.of("internal:credentials");

    private final CredentialClient client;
    private final CredentialCache cache;
    private final InternalTokenIssuer issuer;

    CredentialService(CredentialClient client, CredentialCache cache, InternalTokenIssuer issuer) {
        this.client = client;
        this.cache = cache;
        this.issuer = issuer;
    }

    /**
     * Whom {@code request} belongs to.
     *
     * @param beforeAsking runs before tenant-service is bothered; it may refuse by throwing
     * @throws ProblemException 401 when it belongs to nobody, 502 to 504 when tenant-service cannot say
     */
    Credential resolve(CredentialRequest request, String requestId, Runnable beforeAsking) {
        var answer = cache.find(request).orElseGet(() -> {
            beforeAsking.run();
            return ask(request, requestId);
        });
        return switch (answer) {
            case CredentialCache.Known known -> known.credential();
            case CredentialCache.Refused refused -> throw refused.problem();
        };
    }

    private CredentialCache.Answer ask(CredentialRequest request, String requestId) {
        var asked = cache.generation();
        CredentialCache.Answer answer;
        try {
            var response = client.resolve(token(requestId), requestId, request);
            answer = response == null
                    ? new CredentialCache.Refused(refusal(request, HttpStatus.NOT_FOUND.getCode()))
                    : new CredentialCache.Known(response.toCredential(), response.expiresAt());
        } catch (HttpClientResponseException e) {
            answer = new CredentialCache.Refused(refusal(request, e.code()));
        } catch (ReadTimeoutException e) {
            throw unavailable(HttpStatus.GATEWAY_TIMEOUT, "upstream-timeout");
        } catch (HttpClientException e) {
            throw unavailable(HttpStatus.BAD_GATEWAY, "upstream-unreachable");
        }
        cache.keep(request, answer, asked);
        return answer;
    }

    private String token(String requestId) {
        return issuer.mint(new TenantContext(null, "service:" + issuer.name(), SCOPE, "", requestId));
    }

    private static ProblemException refusal(CredentialRequest request, int status) {
        return switch (status) {
            case 404 ->
                request.isApiKey()
                        ? unauthorized("api-key-unknown", "This API key is not known")
                        : request.isServiceAccount()
                                ? unauthorized("service-account-unknown", "This service account is not known")
                                : unauthorized("member-unknown", "You are a member of no tenant, or not of this one");
            case 410 -> unauthorized("api-key-revoked", "This API key has been revoked or has expired");
            default -> throw unavailable(HttpStatus.SERVICE_UNAVAILABLE, "upstream-unavailable");
        };
    }

    private static ProblemException unauthorized(String slug, String detail) {
        return new ProblemException(HttpStatus.UNAUTHORIZED, slug, detail);
    }

    private static ProblemException unavailable(HttpStatus status, String slug) {
        return new ProblemException(
                status, slug, "Credentials cannot be checked now", List.of(), Duration.ofSeconds(1));
    }
}

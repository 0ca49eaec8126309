package io.candor.gateway.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies OpenID Connect access tokens (RFC 9068) against the issuer's keys, which are fetched when first needed. */
@Singleton
class OidcTokenVerifier {
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int KEYS_SIZE_LIMIT = 100_000;
    private static final int CLOCK_SKEW_SECONDS = 5;

    /** Only a client that tenant-service made for a service account has an id that begins so. */
    private static final String SERVICE_ACCOUNT = "candor-sa-";

    private static final String OPERATOR_ROLE = "candor-operator";

    private final ConfigurableJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final JWKSource<SecurityContext> keys;

    OidcTokenVerifier(OidcConfig config) throws MalformedURLException {
        var address = URI.create(config.issuer() + "/protocol/openid-connect/certs");
        keys = JWKSourceBuilder.create(
                        address.toURL(), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, KEYS_SIZE_LIMIT))
                .rateLimited(Duration.ofSeconds(10).toMillis())
                .build();
        var claims = new DefaultJWTClaimsVerifier<SecurityContext>(
                config.audience(),
                new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                Set.of("sub", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * The person or service account of which {@code token} speaks.
     *
     * @throws ProblemException 401 {@code token-invalid}, or 503 while the issuer's keys cannot be had
     */
    OidcIdentity verify(String token) {
        try {
            var claims = processor.process(token, null);
            var client = claims.getStringClaim("azp");
            return new OidcIdentity(
                    claims.getSubject(),
                    claims.getStringClaim("email"),
                    claims.getBooleanClaim("email_verified"),
                    client != null && client.startsWith(SERVICE_ACCOUNT) ? client : null,
                    isOperator(claims));
        } catch (RateLimitReachedException e) {
            throw hasKeys() ? invalid("The token is not valid here") : unavailable();
        } catch (KeySourceException e) {
            throw unavailable();
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw invalid(reason(e.getMessage()));
        }
    }

    /** Whether keys are at hand: then a token of another key is no reason to ask for them once more. */
    private boolean hasKeys() {
        try {
            return !keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null)
                    .isEmpty();
        } catch (KeySourceException e) {
            return false;
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNAUTHORIZED, "token-invalid", detail);
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "upstream-unavailable",
                "The identity provider cannot be asked now",
                List.of(),
                Duration.ofSeconds(2));
    }

    /** Realm roles stand where Keycloak writes them. */
    private static boolean isOperator(JWTClaimsSet claims) throws ParseException {
        var access = claims.getJSONObjectClaim("realm_access");
        return access != null && access.get("roles") instanceof Collection<?> roles && roles.contains(OPERATOR_ROLE);
    }

    private static String reason(@Nullable String message) {
        return message != null && message.startsWith("Expired")
                ? "The token has expired"
                : "The token is not valid here";
    }
}

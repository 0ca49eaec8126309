package io.candor.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.candor.platform.tenancy.CallTerms;
import io.candor.platform.tenancy.TenantContext;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verifies internal tokens against the public keys of the known issuers; a token that has held is remembered, so that
 * its next use costs no signature.
 */
public final class InternalTokenVerifier {
    /** Only the edge may speak for people and keys; a service speaks for itself. */
    private static final Set<String> EDGE_ISSUERS = Set.of("gateway", "operator");

    private static final List<String> SERVICE_SCOPES = List.of("internal:", "models:");

    private final Map<String, JWSVerifier> verifiers = new HashMap<>();
    private final VerifiedTokens verified = new VerifiedTokens();
    private final Clock clock;

    /** A verifier that trusts the EC P-256 keys in {@code trusted}; each key id is an issuer's name. */
    public InternalTokenVerifier(JWKSet trusted, Clock clock) {
        this.clock = clock;
        for (var key : trusted.getKeys()) {
            try {
                verifiers.put(key.getKeyID(), new ECDSAVerifier(key.toECKey()));
            } catch (JOSEException e) {
                throw new IllegalArgumentException("Trusted key " + key.getKeyID() + " is no EC P-256 key", e);
            }
        }
    }

    /**
     * The context that {@code token} carries.
     *
     * @throws InvalidTokenException when it is absent, malformed, expired, of an unknown issuer, or claims more than its
     *     issuer may grant
     */
    public TenantContext verify(@Nullable String token) {
        if (token == null || token.isBlank()) {
            throw new InvalidTokenException("The internal token is missing");
        }
        var known = verified.find(token);
        if (known != null) {
            return requireFresh(known).context();
        }
        var checked = requireFresh(check(token));
        verified.keep(token, checked);
        return checked.context();
    }

    private VerifiedToken check(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            var issuer = jwt.getHeader().getKeyID();
            var verifier = issuer == null ? null : verifiers.get(issuer);
            if (verifier == null || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())) {
                throw new InvalidTokenException("The internal token's issuer is not known");
            }
            if (!jwt.verify(verifier)) {
                throw new InvalidTokenException("The internal token's signature does not verify");
            }
            return read(issuer, jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new InvalidTokenException("The internal token is malformed");
        }
    }

    private VerifiedToken read(String issuer, JWTClaimsSet claims) throws ParseException {
        if (!issuer.equals(claims.getIssuer()) || !claims.getAudience().contains(InternalToken.AUDIENCE)) {
            throw new InvalidTokenException("The internal token was issued for something else");
        }
        var issued = claims.getIssueTime();
        var expires = claims.getExpirationTime();
        if (issued == null || expires == null) {
            throw new InvalidTokenException("The internal token carries no time");
        }
        var scopes = claims.getStringListClaim(InternalToken.SCOPES);
        if (scopes == null || claims.getSubject() == null) {
            throw new InvalidTokenException("The internal token lacks a claim");
        }
        if (!EDGE_ISSUERS.contains(issuer)
                && !scopes.stream().allMatch(scope -> SERVICE_SCOPES.stream().anyMatch(scope::startsWith))) {
            throw new InvalidTokenException("Issuer " + issuer + " may not grant these scopes");
        }
        var tenant = claims.getStringClaim(InternalToken.TENANT);
        var context = new TenantContext(
                tenant == null ? null : UUID.fromString(tenant),
                claims.getSubject(),
                Set.copyOf(scopes),
                orEmpty(claims.getStringClaim(InternalToken.PLAN)),
                orEmpty(claims.getStringClaim(InternalToken.REQUEST_ID)),
                terms(claims));
        return new VerifiedToken(context, issued.toInstant(), expires.toInstant());
    }

    private static CallTerms terms(JWTClaimsSet claims) throws ParseException {
        var call = claims.getStringClaim(InternalToken.CALL_ID);
        var weight = claims.getIntegerClaim(InternalToken.WEIGHT);
        return new CallTerms(
                call == null ? null : UUID.fromString(call),
                Boolean.TRUE.equals(claims.getBooleanClaim(InternalToken.TEST)),
                weight == null ? 0 : Math.max(0, weight));
    }

    private VerifiedToken requireFresh(VerifiedToken token) {
        var now = clock.instant();
        var lifetime = InternalToken.LIFETIME.plus(InternalToken.CLOCK_SKEW);
        if (now.isAfter(token.expires().plus(InternalToken.CLOCK_SKEW))
                || now.isBefore(token.issued().minus(InternalToken.CLOCK_SKEW))
                || token.expires().isAfter(token.issued().plus(lifetime))) {
            throw new InvalidTokenException("The internal token has expired");
        }
        return token;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}

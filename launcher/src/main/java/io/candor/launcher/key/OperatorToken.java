package io.candor.launcher.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Internal tokens of the issuer {@code operator}, valid for one minute. */
public final class OperatorToken {
    /** The header that carries an internal token. */
    public static final String HEADER = "X-Candor-Internal-Token";

    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final ECKey key;
    private final Clock clock;

    /** Mints with the operator's key. */
    public OperatorToken(SigningKeys keys, Clock clock) {
        this.key = keys.load(SigningKeys.OPERATOR);
        this.clock = clock;
    }

    /** A token for one tenant, or for the platform itself when there is none. */
    public String mint(@Nullable UUID tenant, List<String> scopes) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(SigningKeys.OPERATOR)
                .audience("candor-internal")
                .subject("service:" + SigningKeys.OPERATOR)
                .claim("tid", tenant == null ? null : tenant.toString())
                .claim("scp", scopes)
                .claim("plan", "business")
                .claim("rid", "operator-" + UUID.randomUUID())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A P-256 key signs ES256", e);
        }
    }
}

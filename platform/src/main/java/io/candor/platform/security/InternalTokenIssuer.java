package io.candor.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.candor.platform.tenancy.TenantContext;
import java.time.Clock;
import java.util.Date;
import java.util.List;

/** Mints internal tokens with this service's own key. */
public final class InternalTokenIssuer {
    private final String name;
    private final JWSSigner signer;
    private final JWSHeader header;
    private final Clock clock;

    /** An issuer whose name is the key id of {@code key}, a private EC P-256 JWK. */
    public InternalTokenIssuer(ECKey key, Clock clock) {
        this.name = key.getKeyID();
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(name).build();
        this.clock = clock;
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The token key is no private EC P-256 key", e);
        }
    }

    /** The name that stands in {@code iss}. */
    public String name() {
        return name;
    }

    /** A token that carries {@code context} with exactly the scopes in it. */
    public String mint(TenantContext context) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(name)
                .audience(InternalToken.AUDIENCE)
                .subject(context.subject())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(InternalToken.LIFETIME)))
                .claim(InternalToken.SCOPES, List.copyOf(context.scopes()))
                .claim(InternalToken.PLAN, context.plan())
                .claim(InternalToken.REQUEST_ID, context.requestId());
        if (context.tenantId() != null) {
            claims.claim(InternalToken.TENANT, context.tenantId().toString());
        }
        var terms = context.terms();
        if (terms.callId() != null) {
            claims.claim(InternalToken.CALL_ID, terms.callId().toString());
        }
        if (terms.test()) {
            claims.claim(InternalToken.TEST, true);
        }
        if (terms.weight() > 0) {
            claims.claim(InternalToken.WEIGHT, terms.weight());
        }
        var token = new SignedJWT(header, claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing an internal token failed", e);
        }
        return token.serialize();
    }
}

package io.candor.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.candor.platform.tenancy.TenantContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternalTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final ECKey GATEWAY = key("gateway");
    private static final ECKey LEDGER = key("audit-ledger");

    private final TenantContext caller =
            new TenantContext(UUID.randomUUID(), "user:ada", Set.of("assistant:read"), "business", "r-1");
    private final InternalTokenVerifier verifier = verifierAt(NOW);

    @Test
    void tokenCarriesTheContext() {
        var token = new InternalTokenIssuer(GATEWAY, at(NOW)).mint(caller);

        assertThat(verifier.verify(token)).isEqualTo(caller);
    }

    @Test
    void tokenLivesOneMinute() {
        var token = new InternalTokenIssuer(GATEWAY, at(NOW)).mint(caller);

        assertThat(verifierAt(NOW.plusSeconds(60)).verify(token)).isEqualTo(caller);
        assertRefused(verifierAt(NOW.plusSeconds(70)), token, "expired");
        assertRefused(verifierAt(NOW.minusSeconds(10)), token, "expired");
    }

    @Test
    void serviceMayNotSpeakForPeople() {
        var issuer = new InternalTokenIssuer(LEDGER, at(NOW));

        assertRefused(verifier, issuer.mint(caller), "may not grant");
        var own = new TenantContext(null, "service:audit-ledger", Set.of("internal:ledger"), "", "r-2");
        assertThat(verifier.verify(issuer.mint(own))).isEqualTo(own);
    }

    @Test
    void keyOfAnotherIssuerDoesNotVerify() {
        var stranger = key("gateway");

        assertRefused(verifier, new InternalTokenIssuer(stranger, at(NOW)).mint(caller), "signature");
        assertRefused(verifier, new InternalTokenIssuer(key("nobody"), at(NOW)).mint(caller), "issuer is not known");
    }

    @Test
    void symmetricSignatureIsRefused() throws Exception {
        var claims = new JWTClaimsSet.Builder()
                .issuer("gateway")
                .audience("candor-internal")
                .build();
        var forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("gateway").build(), claims);
        forged.sign(new MACSigner(new byte[32]));

        assertRefused(verifier, forged.serialize(), "issuer is not known");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoTokenIsRefused(String token) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void tokenUsedAgainStillExpires() {
        var clock = new MovableClock(NOW);
        var remembering = verifier(clock);
        var token = new InternalTokenIssuer(GATEWAY, at(NOW)).mint(caller);

        assertThat(remembering.verify(token)).isEqualTo(caller);
        clock.now = NOW.plusSeconds(65);
        assertThat(remembering.verify(token)).isEqualTo(caller);
        clock.now = NOW.plusSeconds(65).plusNanos(1);
        assertRefused(remembering, token, "expired");
        clock.now = NOW.minusSeconds(6);
        assertRefused(remembering, token, "expired");
    }

    @Test
    void tokenUsedAgainGivesTheSameContextWithoutASecondCheck() {
        var token = new InternalTokenIssuer(GATEWAY, at(NOW)).mint(caller);

        var first = verifier.verify(token);

        assertThat(verifier.verify(new String(token.toCharArray()))).isSameAs(first);
    }

    @Test
    void tokenThatDiffersFromAKnownOneInOneCharacterIsChecked() {
        var token = new InternalTokenIssuer(GATEWAY, at(NOW)).mint(caller);
        verifier.verify(token);

        var forged = token.substring(0, token.length() - 10)
                + (token.charAt(token.length() - 10) == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);

        assertRefused(verifier, forged, "signature");
        assertRefused(verifier, forged, "signature");
    }

    @Test
    void refusalIsNotRemembered() {
        var clock = new MovableClock(NOW.minusSeconds(10));
        var remembering = verifier(clock);
        var token = new InternalTokenIssuer(GATEWAY, at(NOW)).mint(caller);

        assertRefused(remembering, token, "expired");
        clock.now = NOW;
        assertThat(remembering.verify(token)).isEqualTo(caller);
    }

    @Test
    void tokensThatAreRememberedAreBounded() {
        var tokens = new VerifiedTokens();

        for (var index = 0; index < 10_000; index++) {
            tokens.keep("token-" + index, new VerifiedToken(caller, NOW, NOW.plusSeconds(60)));
        }

        assertThat(tokens.size()).isPositive().isLessThanOrEqualTo(4096);
    }

    private static void assertRefused(InternalTokenVerifier verifier, String token, String reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining(reason);
    }

    private static InternalTokenVerifier verifierAt(Instant now) {
        return verifier(at(now));
    }

    private static InternalTokenVerifier verifier(Clock clock) {
        return new InternalTokenVerifier(new JWKSet(List.of(GATEWAY.toPublicJWK(), LEDGER.toPublicJWK())), clock);
    }

    private static Clock at(Instant now) {
        return Clock.offset(Clock.fixed(now, ZoneOffset.UTC), Duration.ZERO);
    }

    private static ECKey key(String name) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A clock that shows what the test says. */
    private static final class MovableClock extends Clock {
        private Instant now;

        private MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

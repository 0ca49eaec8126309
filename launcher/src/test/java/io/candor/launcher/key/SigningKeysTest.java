package io.candor.launcher.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    Path folder;

    private SigningKeys keys;

    @BeforeEach
    void createKeys() {
        var state = new StateFolder(folder);
        state.create();
        keys = new SigningKeys(state);
        keys.create();
    }

    @Test
    void onlyTheOwnerCanReadTheKeys() throws Exception {
        for (var issuer :
                List.of("gateway", "tenant-service", "model-runtime", "audit-ledger", "assistant-app", "operator")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.privateKey(issuer))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theTrustFileHasAllPublicKeysAndNoPrivateOne() throws Exception {
        var trusted = JWKSet.load(keys.trust().toFile());

        assertThat(trusted.getKeys())
                .extracting(key -> key.getKeyID())
                .containsExactly(
                        "gateway", "tenant-service", "model-runtime", "audit-ledger", "assistant-app", "operator");
        assertThat(trusted.getKeys()).noneMatch(key -> key.isPrivate());
    }

    @Test
    void keysSurviveASecondStart() {
        var before = keys.load("gateway").toJSONString();

        keys.create();

        assertThat(keys.load("gateway").toJSONString()).isEqualTo(before);
    }

    @Test
    void anOperatorTokenIsValidForOneMinute() throws Exception {
        var tenant = UUID.fromString("0197a000-0000-7000-8000-00000000acde");

        var text = new OperatorToken(keys, Clock.fixed(NOW, ZoneOffset.UTC)).mint(tenant, List.of("tenant:admin"));

        var token = SignedJWT.parse(text);
        assertThat(token.verify(new ECDSAVerifier(keys.load("operator").toECPublicKey())))
                .isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo("operator");
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("operator");
        assertThat(claims.getAudience()).containsExactly("candor-internal");
        assertThat(claims.getStringClaim("tid")).isEqualTo(tenant.toString());
        assertThat(claims.getStringListClaim("scp")).containsExactly("tenant:admin");
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(60)));
    }

    @Test
    void aTokenForThePlatformNamesNoTenant() throws Exception {
        var text = new OperatorToken(keys, Clock.fixed(NOW, ZoneOffset.UTC)).mint(null, List.of("platform:admin"));

        assertThat(SignedJWT.parse(text).getJWTClaimsSet().getClaims()).doesNotContainKey("tid");
    }
}

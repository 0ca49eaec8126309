package io.candor.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import io.candor.gateway.fixture.FakeIdentityProvider;
import io.candor.gateway.fixture.FakeUpstream;
import io.candor.gateway.fixture.RawConnection;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.TestApiKey;
import io.candor.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged, stale and misused credentials: each is refused, and none reaches a service. */
class TokenAttackTest {
    private static FakeIdentityProvider provider;
    private static FakeUpstream attacker;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        provider = new FakeIdentityProvider();
        attacker = new FakeUpstream();
        gateway = RunningGateway.start(Map.of("candor.oidc.issuer", provider.issuer()));
        gateway.tenantService().knowPerson("ada", TestTokens.TENANT);
        assertThat(status(provider.token("ada"))).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
        attacker.close();
    }

    static Stream<Named<String>> forgedTokens() {
        var good = provider.token("ada");
        var now = Instant.now();
        var keys = URI.create(attacker.address() + "/keys");
        return Stream.of(
                Named.of("no algorithm", provider.unsignedToken("ada")),
                Named.of("no algorithm, otherwise written", withHeader(good, "{\"alg\":\"NonE\"}")),
                Named.of("HS256 with the public RSA key", provider.confusedToken("ada")),
                Named.of("HS256 with the public EC key", provider.confusedEllipticToken("ada")),
                Named.of("RS512, which is not agreed on", provider.rsaToken("ada", JWSAlgorithm.RS512)),
                Named.of("PS256, which is not agreed on", provider.rsaToken("ada", JWSAlgorithm.PS256)),
                Named.of(
                        "another algorithm named than the key's",
                        withHeader(good, "{\"alg\":\"RS256\",\"kid\":\"ec\"}")),
                Named.of("expired", provider.token("ada", c -> c.expirationTime(Date.from(now.minusSeconds(10))))),
                Named.of("not valid yet", provider.token("ada", c -> c.notBeforeTime(Date.from(now.plusSeconds(60))))),
                Named.of("without an end", provider.token("ada", c -> c.expirationTime(null))),
                Named.of("another audience", provider.token("ada", c -> c.audience("account"))),
                Named.of("no audience", provider.token("ada", c -> c.audience((String) null))),
                Named.of("another issuer", provider.token("ada", c -> c.issuer("https://other.example/realms/candor"))),
                Named.of("a longer issuer", provider.token("ada", c -> c.issuer(provider.issuer() + "/"))),
                Named.of("nobody", provider.token("ada", c -> c.subject(null))),
                Named.of("an unknown key id", provider.tokenOfStranger("ada", (h, key) -> h.keyID("unknown"))),
                Named.of("another unknown key id", provider.tokenOfStranger("ada", (h, key) -> h.keyID("unknown-2"))),
                Named.of("no key id", provider.tokenOfStranger("ada", (h, key) -> {})),
                Named.of("a known key id", provider.tokenOfStranger("ada", (h, key) -> h.keyID("ec"))),
                Named.of("its own key inside", provider.tokenOfStranger("ada", (h, key) -> h.jwk(key.toPublicJWK()))),
                Named.of("an address of its own keys", provider.tokenOfStranger("ada", (h, key) -> h.jwkURL(keys))),
                Named.of(
                        "an address of its own certificate",
                        provider.tokenOfStranger(
                                "ada", (h, key) -> h.keyID("ec").x509CertURL(keys))),
                Named.of("a critical header that nobody knows", provider.criticalToken("ada")),
                Named.of("cut off in the signature", good.substring(0, good.length() - 10)),
                Named.of("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
                Named.of("cut off in the claims", good.substring(0, good.length() / 2)),
                Named.of("one claim changed", withClaims(good)),
                Named.of("a part too many", good + ".e30"),
                Named.of("encrypted", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA"));
    }

    @ParameterizedTest
    @MethodSource("forgedTokens")
    void aForgedTokenIsRefused(String token) {
        var asked = gateway.tenantService().asked().size();
        var forwarded = gateway.tenant().received().size();

        var refused = gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", "Bearer " + token));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(refused)).isEqualTo("token-invalid");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"candor\", error=\"invalid_token\"");
        assertThat(gateway.tenantService().asked()).hasSize(asked);
        assertThat(gateway.tenant().received()).hasSize(forwarded);
        assertThat(attacker.received()).isEmpty();
    }

    @Test
    void afterAllUnknownKeysAGoodTokenStillHolds() {
        for (var i = 0; i < 5; i++) {
            var kid = "unknown-" + i;
            assertThat(status(provider.tokenOfStranger("ada", (header, key) -> header.keyID(kid))))
                    .isEqualTo(401);
        }

        assertThat(status(provider.token("ada"))).isEqualTo(200);
    }

    @Test
    void twoCredentialsAreOneTooMany() throws IOException {
        var both = gateway.send(gateway.request("/v1/tenant").header("X-Api-Key", RunningGateway.KEY));
        assertThat(both.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(both)).isEqualTo("unauthenticated");

        try (var connection = RawConnection.to(gateway.address())) {
            connection.send("GET /v1/tenant HTTP/1.1\nHost: x\nConnection: close\nAuthorization: Bearer "
                    + RunningGateway.KEY + "\nAuthorization: Bearer " + provider.token("ada") + "\n\n");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 401 ").contains("problem:unauthenticated");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRhOnNlY3JldA==", "bearer", "Bearer", "Bearer ", "Token x"})
    void anotherSchemeOrNoneIsRefused(String authorization) {
        var refused = gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", authorization));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(refused)).isIn("unauthenticated", "token-invalid");
    }

    @Test
    void aHeaderOfEightKilobytesIsRefusedAndTheNextCallerServed() throws IOException {
        try (var connection = RawConnection.to(gateway.address())) {
            connection.send("GET /v1/tenant HTTP/1.1\nHost: x\nConnection: close\nAuthorization: Bearer "
                    + "a".repeat(8 * 1024) + "\n\n");

            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 431 ")
                    .contains("problem:request-header-fields-too-large");
        }
        assertThat(status(provider.token("ada"))).isEqualTo(200);
    }

    static List<String> wrongKeys() {
        var key = RunningGateway.KEY;
        return List.of(
                key.substring(0, key.length() - 1),
                key.substring(0, 20),
                "cnd_live_",
                key + "0",
                key.replace("cnd_live_", "cnd_test_").replace("cnd_test_", "cnd_prod_"),
                key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0"),
                key.substring(0, 12) + (key.charAt(12) == 'a' ? 'b' : 'a') + key.substring(13));
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void aKeyWithAWrongChecksumIsRefusedWithoutAskingAnybody(String key) {
        var asked = gateway.tenantService().asked().size();

        var refused = gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", "Bearer " + key));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(refused)).isEqualTo("api-key-malformed");
        assertThat(gateway.tenantService().asked()).hasSize(asked);
    }

    /** How long a refusal takes tells nothing: what is looked up is a digest, and those of two keys have nothing in common. */
    @Test
    void aWrongKeyNeverMeetsASecret() {
        var wrong = TestApiKey.of(4711);

        var refused = gateway.send(gateway.anonymous("/v1/tenant").header("X-Api-Key", wrong));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(refused)).isEqualTo("api-key-unknown");
        var request = gateway.tenantService().asked().getLast().request();
        assertThat(request).hasToString("{\"api_key_sha256\":\"" + TestApiKey.sha256(wrong) + "\"}");
        assertThat(TestApiKey.sha256(wrong)).isNotEqualTo(TestApiKey.sha256(RunningGateway.KEY));
    }

    private static int status(String token) {
        return gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private static String withHeader(String token, String header) {
        return encode(header) + token.substring(token.indexOf('.'));
    }

    private static String withClaims(String token) {
        var parts = token.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encode(claims.replace("ada@acme.example", "eve@acme.example")) + "." + parts[2];
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

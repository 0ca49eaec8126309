package io.candor.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.TestApiKey;
import io.candor.platform.security.InternalTokenVerifier;
import io.candor.platform.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiKeyAuthenticationTest {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aKeyIsTakenFromEitherHeader() {
        for (var header : List.of("Authorization:Bearer ", "Authorization:bearer  ", "X-Api-Key:")) {
            var parts = header.split(":", 2);
            var response =
                    gateway.send(gateway.anonymous("/v1/tenant").header(parts[0], parts[1] + RunningGateway.KEY));

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tenantServiceIsAskedByDigestWithATokenForNothingElse() throws Exception {
        gateway.send(gateway.request("/v1/tenant"));

        var asked = gateway.tenantService().asked().getLast();
        assertThat(asked.path()).isEqualTo("/internal/v1/credentials");
        assertThat(asked.request())
                .hasToString("{\"api_key_sha256\":\"" + TestApiKey.sha256(RunningGateway.KEY) + "\"}");
        var verifier =
                new InternalTokenVerifier(JWKSet.load(TestTokens.trustFile().toFile()), Clock.systemUTC());
        var context = verifier.verify(asked.token());
        assertThat(context.tenantId()).isNull();
        assertThat(context.subject()).isEqualTo("service:gateway");
        assertThat(context.scopes()).containsExactly("internal:credentials");
    }

    @Test
    void aMistypedKeyIsRefusedWithoutAskingAnybody() {
        var mistyped = RunningGateway.KEY.substring(0, 57) + (RunningGateway.KEY.endsWith("x") ? "y" : "x");
        var before = gateway.tenantService().asked().size();

        var response = gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", "Bearer " + mistyped));

        assertUnauthenticated(response, "api-key-malformed", "Bearer realm=\"candor\", error=\"invalid_token\"");
        assertThat(gateway.tenantService().asked()).hasSize(before);
    }

    @Test
    void anUnknownKeyIsToldFromARevokedOne() {
        var unknown = gateway.send(gateway.anonymous("/v1/tenant").header("X-Api-Key", TestApiKey.of(99)));
        gateway.tenantService().revoke(TestApiKey.of(98));
        var revoked = gateway.send(gateway.anonymous("/v1/tenant").header("X-Api-Key", TestApiKey.of(98)));

        assertUnauthenticated(unknown, "api-key-unknown", "Bearer realm=\"candor\", error=\"invalid_token\"");
        assertUnauthenticated(revoked, "api-key-revoked", "Bearer realm=\"candor\", error=\"invalid_token\"");
    }

    @Test
    void aRequestWithoutCredentialIsToldHowToSendOne() {
        assertUnauthenticated(
                gateway.send(gateway.anonymous("/v1/tenant")), "unauthenticated", "Bearer realm=\"candor\"");
        assertUnauthenticated(
                gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", "Basic YTpi")),
                "unauthenticated",
                "Bearer realm=\"candor\", error=\"invalid_token\"");
        assertUnauthenticated(
                gateway.send(gateway.request("/v1/tenant").header("X-Api-Key", RunningGateway.KEY)),
                "unauthenticated",
                "Bearer realm=\"candor\", error=\"invalid_token\"");
    }

    @Test
    void onlyReadingIsPublicAndOnlyWhereItIsMeantToBe() {
        for (var path : List.of("/v1/ledger/checkpoint", "/v1/ledger/key", "/v2/health/live", "/v2/health/ready")) {
            var response = gateway.send(gateway.anonymous(path).header("X-Candor-Internal-Token", "forged"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(gateway.send(gateway.anonymous(path).HEAD()).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.anonymous(path).DELETE()).statusCode())
                    .isEqualTo(401);
        }
        assertThat(gateway.ledger().last().headers()).doesNotContainKey("X-candor-internal-token");
        for (var path : List.of("/v2", "/v2/models/m", "/v2/health", "/v2/health/live/x", "/v1/ledger")) {
            assertThat(gateway.send(gateway.anonymous(path)).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void postingIsPublicWhereTheSenderSignsAlone() {
        var hook = gateway.send(gateway.anonymous("/v1/stripe/webhooks")
                .header("Stripe-Signature", "t=1,v1=00")
                .header("X-Candor-Internal-Token", "forged")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(hook.statusCode()).isEqualTo(200);
        assertThat(gateway.tenant().last().headers().getFirst("Stripe-Signature"))
                .isEqualTo("t=1,v1=00");
        assertThat(gateway.tenant().last().headers()).doesNotContainKey("X-candor-internal-token");
        assertThat(gateway.send(gateway.anonymous("/v1/stripe/webhooks")).statusCode())
                .isEqualTo(401);
        for (var path : List.of("/v1/stripe", "/v1/stripe/webhooks/x", "/v1/ledger/key")) {
            assertThat(gateway.send(gateway.anonymous(path).POST(HttpRequest.BodyPublishers.ofString("{}")))
                            .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void whileTenantServiceIsAwayNobodyIsLetInAndNobodyIsBlamed() {
        var key = TestApiKey.of(50);
        for (var failure : Map.of(500, 503, 403, 503).entrySet()) {
            gateway.tenantService().failWith(key, failure.getKey());
            var response = gateway.send(gateway.anonymous("/v1/tenant").header("X-Api-Key", key));
            assertThat(response.statusCode()).isEqualTo(failure.getValue());
            assertThat(RunningGateway.slug(response)).isEqualTo("upstream-unavailable");
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        }
        try (var lonely =
                RunningGateway.start(Map.of("micronaut.http.services.tenant-service.url", "http://127.0.0.1:1"))) {
            var response = lonely.send(lonely.request("/v1/tenant"));
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(RunningGateway.slug(response)).isEqualTo("upstream-unreachable");
        }
    }

    @Test
    void whoFailsTooOftenMustWait() {
        try (var strict = RunningGateway.start(Map.of("candor.rate-limit.failures-per-minute", 5))) {
            for (var attempt = 0; attempt < 5; attempt++) {
                assertThat(strict.send(strict.anonymous("/v1/tenant")).statusCode())
                        .isEqualTo(401);
            }

            var refused = strict.send(strict.anonymous("/v1/tenant"));

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(RunningGateway.slug(refused)).isEqualTo("rate-limited");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 12L);
            var before = strict.tenantService().asked().size();
            assertThat(strict.send(strict.anonymous("/v1/tenant").header("X-Api-Key", TestApiKey.of(77)))
                            .statusCode())
                    .isEqualTo(429);
            assertThat(strict.tenantService().asked()).hasSize(before);
        }
    }

    private static void assertUnauthenticated(HttpResponse<String> response, String slug, String challenge) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(response)).isEqualTo(slug);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(response.headers().firstValue("RateLimit")).isEmpty();
    }
}

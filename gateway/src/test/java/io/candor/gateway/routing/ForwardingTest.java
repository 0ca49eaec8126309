package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.candor.gateway.fixture.FakeUpstream;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.platform.security.InternalTokenVerifier;
import io.candor.platform.testing.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ForwardingTest {
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
    void eachPrefixGoesToItsService() {
        for (var path : List.of("/v1/assistant/analyses", "/v1/assistant")) {
            gateway.send(gateway.request(path));
            assertThat(gateway.assistant().last().target()).isEqualTo(path);
        }
        for (var path : List.of("/v1/decisions?limit=3&app=a%20b", "/v1/ledger/checkpoint", "/v1/ledger/other")) {
            gateway.send(gateway.request(path));
            assertThat(gateway.ledger().last().target()).isEqualTo(path);
        }
        for (var path : List.of("/v1/tenant", "/v1/tenants", "/v1/members/1", "/v1/api-keys", "/v1/usage")) {
            gateway.send(gateway.request(path));
            assertThat(gateway.tenant().last().target()).isEqualTo(path);
        }
        for (var path : List.of("/v2", "/v2/models/m/infer", "/v2/health/live")) {
            gateway.send(gateway.request(path));
            assertThat(gateway.runtime().last().target()).isEqualTo(path);
        }
    }

    @Test
    void theUpstreamGetsAnInternalTokenThatSpeaksForTheCaller() throws Exception {
        gateway.send(gateway.request("/v1/tenant").header("X-Request-Id", "my-request.1"));

        var headers = gateway.tenant().last().headers();
        var verifier =
                new InternalTokenVerifier(JWKSet.load(TestTokens.trustFile().toFile()), Clock.systemUTC());
        var context = verifier.verify(headers.getFirst("X-Candor-Internal-Token"));
        assertThat(context.tenantId()).isEqualTo(TestTokens.TENANT);
        assertThat(context.subject()).startsWith("key:");
        assertThat(context.scopes()).contains("assistant:write", "usage:read").doesNotContain("models:manage");
        assertThat(context.plan()).isEqualTo("team");
        assertThat(context.requestId()).isEqualTo("my-request.1");
        assertThat(headers.getFirst("X-Request-Id")).isEqualTo("my-request.1");
    }

    @Test
    void whatTheCallerMayNotSayIsTakenAway() {
        gateway.send(gateway.request("/v1/tenant")
                .header("X-Candor-Internal-Token", "forged")
                .header("x-candor-anything", "forged")
                .header("X-Forwarded-For", "1.2.3.4")
                .header("Forwarded", "for=1.2.3.4")
                .header("Keep-Alive", "timeout=5")
                .header("TE", "trailers")
                .header("Accept-Language", "zh"));

        var headers = gateway.tenant().last().headers();
        assertThat(headers.get("X-Candor-Internal-Token")).hasSize(1).doesNotContain("forged");
        assertThat(headers)
                .doesNotContainKeys("X-candor-anything", "Authorization", "X-api-key", "Forwarded", "Keep-alive", "Te");
        assertThat(headers.get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.get("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.get("X-Forwarded-Host"))
                .containsExactly("127.0.0.1:" + gateway.address().getPort());
        assertThat(headers.getFirst("Accept-Language")).isEqualTo("zh");
    }

    @Test
    void methodBodyStatusAndHeadersPassUnchanged() {
        gateway.assistant().answerWith(exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/v1/assistant/analyses/7");
            exchange.getResponseHeaders().set("X-Candor-Secret", "inner");
            exchange.getResponseHeaders().set("Keep-Alive", "timeout=9");
            FakeUpstream.respond(exchange, 201, "application/json", "[" + body + "]");
        });

        var response = gateway.send(gateway.request("/v1/assistant/analyses")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("\"grüße\"")));

        assertThat(gateway.assistant().last().method()).isEqualTo("PUT");
        assertThat(gateway.assistant().last().headers().getFirst("Content-Length"))
                .isEqualTo("9");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("[\"grüße\"]");
        assertThat(response.headers().firstValue("Location")).contains("/v1/assistant/analyses/7");
        assertThat(response.headers().firstValue("Content-Length")).contains("11");
        assertThat(response.headers().map()).doesNotContainKeys("x-candor-secret", "keep-alive");
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
    }
}

package io.candor.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.TestApiKey;
import io.candor.platform.testing.TestTokens;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateLimitTest {
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
    void eachAuthenticatedResponseTellsBothLimits() {
        var key = TestApiKey.of(10);
        gateway.tenantService().knowKey(key, TestTokens.OTHER_TENANT, 100, 20);

        var response = get(key);

        assertThat(response.headers().allValues("RateLimit-Policy"))
                .containsExactly("\"tenant\";q=100;w=60, \"key\";q=20;w=60");
        assertThat(response.headers().allValues("RateLimit")).containsExactly("\"tenant\";r=99;t=1, \"key\";r=19;t=3");
    }

    @Test
    void aKeyThatHasSpentItsLimitIsRefusedAndTheTenantsOtherKeyIsNot() {
        var tenant = UUID.randomUUID();
        var greedy = TestApiKey.of(11);
        var modest = TestApiKey.of(12);
        gateway.tenantService().knowKey(greedy, tenant, 1000, 3);
        gateway.tenantService().knowKey(modest, tenant, 1000, 3, "key:modest");
        var upstream = gateway.tenant().received().size();
        for (var turn = 0; turn < 3; turn++) {
            assertThat(get(greedy).statusCode()).isEqualTo(200);
        }

        var refused = get(greedy);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.slug(refused)).isEqualTo("rate-limited");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).contains("\"key\";r=0;");
        assertThat(refused.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(gateway.tenant().received()).hasSize(upstream + 3);
        assertThat(get(modest).statusCode()).isEqualTo(200);
    }

    @Test
    void aTenantThatHasSpentItsLimitIsRefusedWithEachKey() {
        var tenant = UUID.randomUUID();
        gateway.tenantService().knowKey(TestApiKey.of(13), tenant, 2, 1000, "key:13");
        gateway.tenantService().knowKey(TestApiKey.of(14), tenant, 2, 1000, "key:14");
        assertThat(get(TestApiKey.of(13)).statusCode()).isEqualTo(200);
        assertThat(get(TestApiKey.of(14)).statusCode()).isEqualTo(200);

        var refused = get(TestApiKey.of(13));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow())
                .contains("\"tenant\";r=0;")
                .contains("\"key\";r=999;");
    }

    @Test
    void theLimitsOfTheGatewayStandInPlaceOfAnUpstreams() {
        var key = TestApiKey.of(15);
        gateway.tenantService().knowKey(key, UUID.randomUUID(), 5, 5);
        gateway.tenant().answerWith(exchange -> {
            exchange.getResponseHeaders().set("RateLimit", "\"inner\";r=1;t=1");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });

        var response = get(key);
        gateway.tenant().answerWith(200, "application/json", "{}");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().allValues("RateLimit"))
                .singleElement()
                .asString()
                .doesNotContain("inner");
    }

    private static HttpResponse<String> get(String key) {
        return gateway.send(gateway.anonymous("/v1/tenant").header("X-Api-Key", key));
    }
}

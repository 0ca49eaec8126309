package io.candor.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.CountingGateway;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.TestApiKey;
import io.candor.platform.testing.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SharedLimitTest {
    private static final int LIMIT = 200;

    @Test
    void twoGatewaysTogetherAdmitTheLimitAndAtMostAHundredthMore() {
        var database = TestDatabase.createDatabase();
        var tenant = UUID.randomUUID();
        var key = TestApiKey.of(3001);
        try (var first = CountingGateway.start(database, Map.of());
                var second = CountingGateway.start(database, Map.of())) {
            first.gateway().tenantService().knowKey(key, tenant, LIMIT, LIMIT);
            second.gateway().tenantService().knowKey(key, tenant, LIMIT, LIMIT);
            var start = System.nanoTime();

            var admitted = 0;
            for (var turn = 0; turn < 2 * LIMIT; turn++) {
                var gateway = turn % 2 == 0 ? first : second;
                if (ask(gateway.gateway(), key) == 200) {
                    admitted++;
                }
            }

            var minutes = (System.nanoTime() - start) / 60e9;
            var refilled = (int) Math.ceil(minutes * LIMIT);
            assertThat(admitted).isBetween(LIMIT, LIMIT + refilled + 2 * (LIMIT / 100));
        }
    }

    private static int ask(RunningGateway gateway, String key) {
        return gateway.send(gateway.anonymous("/v1/tenant").header("X-Api-Key", key))
                .statusCode();
    }
}

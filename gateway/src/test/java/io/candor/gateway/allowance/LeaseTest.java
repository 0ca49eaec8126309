package io.candor.gateway.allowance;

import static io.candor.gateway.fixture.RunningGateway.slug;
import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.CountingGateway;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final String BUDGET_OF_ONE =
            "\"meters\":{\"assistant.analysis\":{\"included\":0,\"unit_price_nanos\":100}},\"tenant_budget_nanos\":100";

    @Test
    void whatACrashLeftBehindIsFreedWhenItsLeaseEnds() {
        var tenant = UUID.randomUUID();
        Map<String, Object> settings =
                Map.of("candor.allowance.lease", "1s", "candor.allowance.expiry-interval", "200ms");
        var database = TestDatabase.createDatabase();
        try (var gateway = CountingGateway.start(database, settings)) {
            var key = gateway.newKey(tenant, BUDGET_OF_ONE);
            gateway.analyse(key);
            var call = UUID.fromString(
                    gateway.column("select id from gateway.request_log").getFirst());

            Eventually.assertThat(() -> gateway.states(tenant), List.of("expired")::equals);

            assertThat(gateway.reserved(tenant)).isZero();
            var late = gateway.charge(UUID.randomUUID(), call, tenant, 100);
            gateway.charge(tenant, "{\"charges\":[" + late + "]}");
            assertThat(gateway.spent(tenant)).isEqualTo(100);
            assertThat(gateway.reserved(tenant)).isZero();
            assertThat(slug(gateway.analyse(key))).isEqualTo("budget-exceeded");
        }
    }

    @Test
    void aCallThatOnlyOthersKeepOutWaitsAndIsThenToldToComeAgain() {
        var tenant = UUID.randomUUID();
        try (var gateway =
                CountingGateway.start(TestDatabase.createDatabase(), Map.of("candor.allowance.patience", "300ms"))) {
            var key = gateway.newKey(tenant, BUDGET_OF_ONE);
            gateway.analyse(key);

            var impatient = gateway.analyse(key);

            assertThat(impatient.statusCode()).isEqualTo(503);
            assertThat(slug(impatient)).isEqualTo("allowance-reserved");
            assertThat(impatient.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void withoutADatabaseOnlyBilledCallsAreRefused() {
        try (var gateway =
                RunningGateway.start(Map.of("candor.allowance.database-url", "jdbc:postgresql://127.0.0.1:1/none"))) {
            var billed = gateway.send(
                    gateway.request("/v1/assistant/analyses").POST(HttpRequest.BodyPublishers.ofString("{}")));
            var unbilled = gateway.send(gateway.request("/v1/usage"));

            assertThat(unbilled.statusCode()).isEqualTo(200);
            assertThat(billed.statusCode()).isEqualTo(503);
            assertThat(slug(billed)).isEqualTo("allowance-unavailable");
            assertThat(billed.headers().firstValue("Retry-After")).isPresent();
        }
    }
}

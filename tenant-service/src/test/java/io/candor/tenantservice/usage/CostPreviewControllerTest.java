package io.candor.tenantservice.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class CostPreviewControllerTest {
    private static final String OCTOBER = "/v1/usage/cost-preview?month=2026-10";

    @Inject
    EmbeddedServer server;

    private UUID tenant;
    private Caller reader;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        reader = Caller.of(server, tenant, "usage:read");
    }

    @Test
    void thePlanCostsItsPriceAndUnitsBeyondThoseIncludedTheirs() {
        report("assistant.analysis", 9_000, false);
        report("assistant.analysis", 3_501, false);
        report("assistant.analysis", 50_000, true);
        report("speech.second", 9, false);

        var preview = reader.get(OCTOBER).body();

        assertThat(preview)
                .hasToString("{\"month\":\"2026-10\",\"currency\":\"eur\",\"lines\":["
                        + "{\"kind\":\"plan\",\"period\":\"2026-10\",\"plan\":\"team\",\"units\":1,\"included_units\":0,"
                        + "\"billable_units\":1,\"unit_price\":\"49.00\",\"amount\":\"49.00\"},"
                        + "{\"kind\":\"usage\",\"period\":\"2026-10\",\"meter\":\"assistant.analysis\",\"plan\":\"team\","
                        + "\"units\":12501,\"included_units\":10000,\"billable_units\":2501,\"unit_price\":\"0.002\","
                        + "\"amount\":\"5.00\"},"
                        + "{\"kind\":\"usage\",\"period\":\"2026-10\",\"meter\":\"speech.second\",\"plan\":\"team\","
                        + "\"units\":9,\"included_units\":0,\"billable_units\":9,\"unit_price\":\"0.00\","
                        + "\"amount\":\"0.00\"}],\"total\":\"54.00\"}");
    }

    @Test
    void nothingUsedCostsThePlanAlone() {
        var preview = reader.get("/v1/usage/cost-preview").body();

        assertThat(preview.path("lines")).hasSize(1);
        assertThat(preview.path("total").asText()).isEqualTo("49.00");
    }

    @Test
    void whoReadsBillsOrUsageReadsCosts() {
        assertThat(Caller.of(server, tenant, "billing:read").get(OCTOBER).status())
                .isEqualTo(200);
        assertThat(Caller.of(server, tenant, "tenant:admin").get(OCTOBER).status())
                .isEqualTo(403);
    }

    @Test
    void aMonthThatIsNoneIsNamed() {
        assertThat(reader.get("/v1/usage/cost-preview?month=2026").errors()).containsOnlyKeys("month");
        assertThat(reader.get("/v1/usage/cost-preview?month=0000-01").errors()).containsOnlyKeys("month");
    }

    @Test
    void moreThanCanBeCountedIsRefused() {
        for (var i = 0; i < 4; i++) {
            report("assistant.analysis", 1_000_000_000_000L, false);
        }

        var refused = report("assistant.analysis", 1_000_000_000_000L, false);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("usage-too-large");
    }

    private Caller.Answer report(String meter, long quantity, boolean test) {
        var event = Map.of(
                "id", UUID.randomUUID(),
                "meter", meter,
                "quantity", quantity,
                "occurred_at", "2026-10-05T00:00:00Z",
                "test", test);
        return Caller.reporterOf(server, tenant).post("/internal/v1/usage-events", Map.of("events", List.of(event)));
    }
}

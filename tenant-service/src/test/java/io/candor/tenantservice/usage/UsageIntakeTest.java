package io.candor.tenantservice.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
class UsageIntakeTest {
    private static final String INTAKE = "/internal/v1/usage-events";
    private static final String BY_ALL = "/v1/usage?from=2026-09-01&to=2026-12-01&group_by=app,model,subject";

    @Inject
    EmbeddedServer server;

    @Inject
    UsageCostService costs;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller reporter;
    private Caller reader;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        reporter = Caller.reporterOf(server, tenant);
        reader = Caller.of(server, tenant, "usage:read");
    }

    @Test
    void aCorrectionCountsWhereTheCorrectedEventCounts() {
        var used = event(5, "2026-10-31T23:59:59Z");
        report(used);

        var correction = correction(used, -2);
        assertThat(report(correction).body()).hasToString("{\"accepted\":1,\"duplicates\":0}");
        assertThat(report(correction).body()).hasToString("{\"accepted\":0,\"duplicates\":1}");

        assertThat(reader.get("/v1/usage?period=2026-10&group_by=subject")
                        .body()
                        .path("items"))
                .hasToString("[{\"meter\":\"assistant.analysis\",\"subject\":\"key:1\",\"quantity\":3}]");
    }

    @Test
    void noMoreIsTakenBackThanWasCounted() {
        var used = event(5, "2026-11-02T00:00:00Z");
        report(used, correction(used, -3));

        var tooMuch = report(correction(used, -3));

        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.problem()).isEqualTo("correction-does-not-fit");
        assertThat(tooMuch.errors()).containsOnlyKeys("events[0].quantity");
        assertThat(report(correction(used, -2)).status()).isEqualTo(200);
        assertThat(total()).isZero();
    }

    @Test
    void correctionsAtOnceNeverTakeBackMoreThanWasCounted() throws Exception {
        var used = event(5, "2026-11-02T00:00:00Z");
        report(used);

        var answers = AtOnce.call(8, () -> report(correction(used, -1)).status());

        assertThat(answers).containsOnly(200, 422);
        assertThat(Collections.frequency(answers, 200)).isEqualTo(5);
        assertThat(total()).isZero();
    }

    @Test
    void onlyUseThatWasReceivedIsCorrected() {
        var used = event(5, "2026-11-02T00:00:00Z");
        var correction = correction(used, -2);

        assertThat(report(correction).problem()).isEqualTo("corrected-event-unknown");
        report(used, correction);
        assertThat(report(correction(correction, -1)).problem()).isEqualTo("corrected-event-unknown");
        var otherMeter = new HashMap<>(correction(used, -1));
        otherMeter.put("meter", "speech.second");
        assertThat(report(otherMeter).errors()).containsOnlyKeys("events[0].meter");
        reporter = Caller.reporterOf(server, Caller.newTenant(server, "team"));
        assertThat(report(correction(used, -1)).problem())
                .as("of another tenant")
                .isEqualTo("corrected-event-unknown");
    }

    @Test
    void aQuantityIsBelowNothingOnlyOnACorrection() {
        var used = event(5, "2026-11-02T00:00:00Z");

        assertThat(report(event(0, "2026-11-02T00:00:00Z")).errors()).containsOnlyKeys("events[0].quantity");
        assertThat(report(event(-1, "2026-11-02T00:00:00Z")).errors()).containsOnlyKeys("events[0].quantity");
        assertThat(report(used, correction(used, 1)).errors()).containsOnlyKeys("events[1].quantity");
    }

    @Test
    void theOperatorCorrectsToo() {
        var used = event(5, "2026-11-02T00:00:00Z");
        report(used);

        var corrected = Caller.of(server, tenant, "platform:admin")
                .post(INTAKE, Map.of("events", List.of(correction(used, -5))));

        assertThat(corrected.status()).isEqualTo(200);
        assertThat(total()).isZero();
    }

    @Test
    void theFutureIsRefused() {
        var soon = Instant.now().plus(1, ChronoUnit.MINUTES).toString();
        var later = Instant.now().plus(10, ChronoUnit.MINUTES).toString();

        assertThat(report(event(1, soon)).status()).isEqualTo(200);
        assertThat(report(event(1, soon), event(1, later)).errors()).containsOnlyKeys("events[1].occurred_at");
    }

    @Test
    void everyChargeableEventIsChargedOnce() throws Exception {
        var test = new HashMap<>(event(3, "2026-11-02T00:00:00Z"));
        test.put("test", true);
        var used = event(5, "2026-11-02T00:00:00Z");
        report(used, used, test);
        report(used, correction(used, -1));

        var charges = charges();

        assertThat(charges).hasSize(2);
        assertThat(charges.getFirst().path("event_id").asText())
                .isEqualTo(used.get("id").toString());
        assertThat(charges.getFirst().path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(charges.getFirst().path("subject").asText()).isEqualTo("key:1");
        assertThat(charges.getFirst().path("call_id").asText())
                .isEqualTo(used.get("call_id").toString());
        assertThat(charges)
                .extracting(charge -> charge.path("quantity").asLong())
                .containsExactly(5L, -1L);
    }

    @Test
    void useOfAnInvoicedMonthIsCountedInItAndBilledLater() {
        report(event(5, "2026-10-02T00:00:00Z"));
        var october = YearMonth.of(2026, 10);
        var before = bound(() -> costs.close(october));

        report(event(7, "2026-10-02T00:00:00Z"));

        assertThat(reader.get("/v1/usage?period=2026-10")
                        .body()
                        .path("items")
                        .path(0)
                        .path("quantity")
                        .asLong())
                .isEqualTo(12);
        assertThat(bound(() -> costs.invoice(october))).isEqualTo(before);
        var preview = reader.get("/v1/usage/cost-preview").body().path("lines");
        assertThat(preview).hasSize(2);
        assertThat(preview.path(1).path("kind").asText()).isEqualTo("adjustment");
        assertThat(preview.path(1).path("period").asText()).isEqualTo("2026-10");
        assertThat(preview.path(1).path("units").asLong()).isEqualTo(7);
    }

    @Test
    void anInvoiceStaysAsItIsWhenThePlanChanges() throws SQLException {
        var october = YearMonth.of(2026, 10);
        var before = bound(() -> costs.close(october));
        assertThat(before.totalCents()).isEqualTo(4900);
        update("update tenant.tenant set plan = 'business' where tenant_id = '" + tenant + "'");

        assertThat(bound(() -> costs.invoice(october))).isEqualTo(before);
        assertThat(bound(() -> costs.close(october))).isEqualTo(before);
        assertThat(reader.get("/v1/usage/cost-preview").body().path("total").asText())
                .isEqualTo("499.00");
    }

    @Test
    void aMonthThatHasNotBegunIsNotClosed() {
        var answer = catchThrowable(
                () -> bound(() -> costs.close(YearMonth.now(ZoneOffset.UTC).plusMonths(1))));

        assertThat(answer).hasMessageContaining("month has not begun");
    }

    /** Events, repetitions, corrections, in any order, some at once: every sum is that of the events. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRollUpsAreTheSumsOfTheEvents(long seed) throws Exception {
        var random = new Random(seed);
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 300; i++) {
            var event = new HashMap<>(event(
                    1 + random.nextInt(9),
                    "2026-%02d-%02dT%02d:%02d:00Z"
                            .formatted(
                                    9 + random.nextInt(2),
                                    1 + random.nextInt(28),
                                    random.nextInt(24),
                                    random.nextInt(60))));
            event.put("subject", "key:" + random.nextInt(3));
            event.put("model", "model-" + random.nextInt(2));
            event.put("test", random.nextInt(5) == 0);
            events.add(event);
        }
        var deliveries = new ArrayList<List<Map<String, Object>>>();
        for (var i = 0; i < 40; i++) {
            deliveries.add(
                    random.ints(25, 0, events.size()).mapToObj(events::get).toList());
        }
        var turns = Collections.synchronizedList(new ArrayList<>(deliveries));
        AtOnce.call(4, () -> {
            for (var i = 0; i < 10; i++) {
                assertThat(report(turns.removeFirst().toArray()).status()).isEqualTo(200);
            }
            return null;
        });
        report(events.toArray());
        for (var i = 0; i < 30; i++) {
            report(correction(events.get(random.nextInt(events.size())), -1 - random.nextInt(3)));
        }

        for (var table : List.of("usage_hour", "usage_day")) {
            var unit = table.substring("usage_".length());
            var difference =
                    "select count(*) from (select date_trunc('" + unit + "', occurred_at, 'UTC') as start, meter,"
                            + " app, capability, model, subject, test, sum(quantity) as quantity from tenant.usage_event"
                            + " where tenant_id = '" + tenant + "' group by 1, 2, 3, 4, 5, 6, 7) as events full join"
                            + " (select * from tenant." + table + " where tenant_id = '" + tenant + "') as sums"
                            + " using (start, meter, app, capability, model, subject, test)"
                            + " where events.quantity is distinct from sums.quantity";
            assertThat(column(difference)).as(table).containsExactly("0");
        }
        assertThat(column("select sum(units) from tenant.metered_units where tenant_id = '" + tenant + "'"))
                .isEqualTo(column("select sum(quantity) from tenant.usage_event where not test and tenant_id = '"
                        + tenant + "'"));
        assertThat(charges().stream()
                        .mapToLong(charge -> charge.path("quantity").asLong())
                        .sum())
                .isEqualTo(Long.parseLong(
                        column("select sum(units) from tenant.metered_units where tenant_id = '" + tenant + "'")
                                .getFirst()));
    }

    private <T> T bound(Supplier<T> work) {
        return TenantContext.ofService("test", tenant, "request-1").call(work);
    }

    private long total() {
        var sum = 0L;
        for (var item : reader.get(BY_ALL).body().path("items")) {
            sum += item.path("quantity").asLong();
        }
        return sum;
    }

    private List<JsonNode> charges() throws SQLException, JsonProcessingException {
        var all = new ArrayList<JsonNode>();
        for (var payload : column("select payload from tenant.outbox where topic = 'charge' and tenant_id = '" + tenant
                + "' order by seq")) {
            new ObjectMapper().readTree("[" + payload + "]").forEach(all::add);
        }
        return all;
    }

    private void update(String sql) throws SQLException {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> column(String sql) throws SQLException {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private Caller.Answer report(Object... events) {
        return reporter.post(INTAKE, Map.of("events", List.of(events)));
    }

    private static Map<String, Object> correction(Map<String, Object> event, int quantity) {
        return Map.of(
                "id", UUID.randomUUID(),
                "meter", event.get("meter"),
                "quantity", quantity,
                "occurred_at", "2026-11-20T00:00:00Z",
                "corrects", event.get("id"));
    }

    private static Map<String, Object> event(int quantity, String occurredAt) {
        return Map.of(
                "id", UUID.randomUUID(),
                "meter", "assistant.analysis",
                "quantity", quantity,
                "occurred_at", occurredAt,
                "app", "assistant",
                "capability", "analysis",
                "model", "intent",
                "subject", "key:1",
                "call_id", UUID.randomUUID());
    }
}

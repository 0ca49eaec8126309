package io.candor.tenantservice.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class UsageControllerTest {
    private static final String INTAKE = "/internal/v1/usage-events";
    private static final String NOVEMBER = "/v1/usage?from=2026-11-01&to=2026-12-01";

    @Inject
    EmbeddedServer server;

    private Caller reporter;
    private Caller reader;

    @BeforeEach
    void createTenant() {
        var tenant = Caller.newTenant(server, "team");
        reporter = Caller.reporterOf(server, tenant);
        reader = Caller.of(server, tenant, "usage:read");
    }

    @Test
    void eventsAreSummedPerMeter() {
        report(
                event("assistant.analysis", 2, "2026-10-01T00:00:00Z"),
                event("assistant.analysis", 3, "2026-10-31T23:59:59.999999Z"),
                event("speech.second", 7, "2026-10-15T12:00:00+01:00"),
                event("assistant.analysis", 100, "2026-09-30T23:59:59Z"),
                event("assistant.analysis", 100, "2026-11-01T00:00:00Z"));

        var usage = reader.get("/v1/usage?period=2026-10");

        assertThat(usage.status()).isEqualTo(200);
        assertThat(usage.body())
                .hasToString("{\"from\":\"2026-10-01T00:00:00Z\",\"to\":\"2026-11-01T00:00:00Z\",\"items\":["
                        + "{\"meter\":\"assistant.analysis\",\"quantity\":5},"
                        + "{\"meter\":\"speech.second\",\"quantity\":7}]}");
    }

    @Test
    void eventsAreSummedPerDayOfUtc() {
        report(
                event("assistant.analysis", 1, "2026-11-02T00:30:00+01:00"),
                event("assistant.analysis", 2, "2026-11-02T00:30:00Z"),
                event("assistant.analysis", 4, "2026-11-02T23:30:00Z"));

        var items = reader.get(NOVEMBER + "&group_by=day").body().path("items");

        assertThat(items)
                .hasToString("[{\"meter\":\"assistant.analysis\",\"day\":\"2026-11-01\",\"quantity\":1},"
                        + "{\"meter\":\"assistant.analysis\",\"day\":\"2026-11-02\",\"quantity\":6}]");
    }

    @Test
    void aPeriodMayBeginAndEndAtAnyInstant() {
        report(
                event("assistant.analysis", 1, "2026-11-02T10:00:29Z"),
                event("assistant.analysis", 2, "2026-11-02T10:00:30Z"),
                event("assistant.analysis", 4, "2026-11-02T11:59:59Z"),
                event("assistant.analysis", 8, "2026-11-02T12:00:00Z"));

        assertThat(sum("/v1/usage?from=2026-11-02T10:00:30Z&to=2026-11-02T12:00:00Z"))
                .isEqualTo(6);
        assertThat(sum("/v1/usage?from=2026-11-02T10:00:00Z&to=2026-11-02T12:00:00Z"))
                .isEqualTo(7);
        assertThat(sum("/v1/usage?from=2026-11-02&to=2026-11-03")).isEqualTo(15);
    }

    @Test
    void eventsAreSummedByAllThatTheySay() {
        report(
                used("key:1", "intent", 1, "2026-11-02T10:15:00Z"),
                used("key:1", "intent", 2, "2026-11-02T10:45:00Z"),
                used("key:1", "sentiment", 4, "2026-11-02T10:45:00Z"),
                used("key:2", "intent", 8, "2026-11-02T11:00:00Z"),
                event("assistant.analysis", 16, "2026-11-02T11:00:00Z"));

        assertThat(reader.get(NOVEMBER + "&group_by=subject").body().path("items"))
                .hasToString("[{\"meter\":\"assistant.analysis\",\"quantity\":16},"
                        + "{\"meter\":\"assistant.analysis\",\"subject\":\"key:1\",\"quantity\":7},"
                        + "{\"meter\":\"assistant.analysis\",\"subject\":\"key:2\",\"quantity\":8}]");
        assertThat(reader.get(NOVEMBER + "&group_by=hour,model,app&capability=analysis&subject=key:1")
                        .body()
                        .path("items"))
                .hasToString("[{\"meter\":\"assistant.analysis\",\"hour\":\"2026-11-02T10:00:00Z\","
                        + "\"app\":\"assistant\",\"model\":\"intent\",\"quantity\":3},"
                        + "{\"meter\":\"assistant.analysis\",\"hour\":\"2026-11-02T10:00:00Z\","
                        + "\"app\":\"assistant\",\"model\":\"sentiment\",\"quantity\":4}]");
        assertThat(sum(NOVEMBER + "&model=intent")).isEqualTo(11);
        assertThat(sum(NOVEMBER + "&app=other")).isZero();
        assertThat(sum(NOVEMBER + "&meter=assistant.analysis")).isEqualTo(31);
        assertThat(sum("/v1/usage?from=2026-11-02T10:00:01Z&to=2026-11-03&subject=key:2&group_by=hour"))
                .isEqualTo(8);
    }

    @Test
    void testUsageStandsApart() {
        var test = new HashMap<>(event("assistant.analysis", 5, "2026-11-02T10:00:00Z"));
        test.put("test", true);
        report(event("assistant.analysis", 1, "2026-11-02T10:00:00Z"), test);

        assertThat(reader.get(NOVEMBER).body().path("items"))
                .hasToString("[{\"meter\":\"assistant.analysis\",\"quantity\":1},"
                        + "{\"meter\":\"assistant.analysis\",\"test\":true,\"quantity\":5}]");
        assertThat(sum(NOVEMBER + "&test=false")).isEqualTo(1);
        assertThat(sum(NOVEMBER + "&test=true")).isEqualTo(5);
    }

    @Test
    void pagesMakeUpTheWhole() {
        report(IntStream.range(0, 7)
                .mapToObj(i -> used("key:" + i % 4, "model-" + i, 1, "2026-11-0" + (1 + i % 3) + "T00:00:00Z"))
                .toArray());
        var path = NOVEMBER + "&group_by=day,subject,model";
        var whole = new ArrayList<JsonNode>();
        reader.get(path).body().path("items").forEach(whole::add);

        var collected = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = reader.get(path + "&limit=2" + cursor).body();
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(collected::add);
            cursor = page.has("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(whole).hasSize(7);
        assertThat(collected).isEqualTo(whole);
    }

    @Test
    void csvHoldsTheSameFiguresAndNoFormula() {
        report(
                used("=HYPERLINK(\"x\")", "intent", 2, "2026-11-02T10:15:00Z"),
                used("key:1", "intent", 3, "2026-11-02T10:15:00Z"));

        var csv = reader.text("/v1/usage/csv?period=2026-11&group_by=day,subject");

        assertThat(csv)
                .isEqualTo("day,meter,subject,test,quantity\r\n"
                        + "\"2026-11-02\",\"assistant.analysis\",\"'=HYPERLINK(\"\"x\"\")\",false,2\r\n"
                        + "\"2026-11-02\",\"assistant.analysis\",\"key:1\",false,3\r\n");
    }

    @Test
    void nothingUsedIsAnEmptyList() {
        assertThat(reader.get("/v1/usage").body().path("items").isArray()).isTrue();
        assertThat(reader.get("/v1/usage?group_by=none").body().path("items")).isEmpty();
    }

    @Test
    void aRepetitionIsNotCountedAgain() {
        var first = event("assistant.analysis", 1, "2026-11-05T00:00:00.123456789Z");
        var second = event("assistant.analysis", 1, "2026-11-05T00:00:00Z");
        report(first);

        var again = report(first, second, second);

        assertThat(again.body()).hasToString("{\"accepted\":1,\"duplicates\":2}");
        assertThat(reader.get(NOVEMBER)
                        .body()
                        .path("items")
                        .get(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aBatchThatArrivesSeveralTimesAtOnceIsCountedOnce() throws Exception {
        var events = IntStream.range(0, 50)
                .mapToObj(i -> event("assistant.analysis", 1, "2026-11-05T00:00:00Z"))
                .toList();
        var reversed = new ArrayList<>(events);
        Collections.reverse(reversed);

        var turn = new AtomicInteger();

        var answers = AtOnce.call(
                6, () -> reporter.post(INTAKE, Map.of("events", turn.getAndIncrement() % 2 == 0 ? events : reversed)));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream()
                        .mapToInt(answer -> answer.body().path("accepted").asInt())
                        .sum())
                .isEqualTo(50);
        assertThat(reader.get(NOVEMBER)
                        .body()
                        .path("items")
                        .get(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void anIdWithOtherContentIsRefusedAndNothingOfTheRequestIsTaken() {
        var first = event("assistant.analysis", 1, "2026-11-05T00:00:00Z");
        report(first);
        var changed = new HashMap<>(first);
        changed.put("quantity", 2);

        var refused = report(event("assistant.analysis", 10, "2026-11-05T00:00:00Z"), changed);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("event-id-reused");
        assertThat(refused.errors()).containsOnlyKeys("events[1].id");
        assertThat(reader.get(NOVEMBER)
                        .body()
                        .path("items")
                        .get(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void twoContentsUnderOneIdInOneRequestAreRefused() {
        var first = event("assistant.analysis", 1, "2026-11-05T00:00:00Z");
        var changed = new HashMap<>(first);
        changed.remove("decision_id");

        assertThat(report(first, changed).errors()).containsOnlyKeys("events[1].id");
        assertThat(reader.get(NOVEMBER).body().path("items")).isEmpty();
    }

    @Test
    void twoTenantsMayUseTheSameId() {
        var event = event("assistant.analysis", 1, "2026-11-05T00:00:00Z");
        report(event);
        reporter = Caller.reporterOf(server, Caller.newTenant(server, "free"));

        assertThat(report(event).body()).hasToString("{\"accepted\":1,\"duplicates\":0}");
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(reporter.post(INTAKE, Map.of()).errors()).containsOnlyKeys("events");
        assertThat(report().errors()).containsOnlyKeys("events");
        assertThat(report(Map.of()).errors())
                .containsOnlyKeys("events[0].id", "events[0].meter", "events[0].quantity", "events[0].occurred_at");
        assertThat(report(event("assistant.analysis", 1, "2026-11-05T00:00:00Z"), event("No Meter", 0, "today"))
                        .errors())
                .containsOnlyKeys("events[1].occurred_at");
        var tooMuch = new HashMap<>(event("No Meter", 1, "2026-11-05T00:00:00Z"));
        tooMuch.put("quantity", 1_000_000_000_001L);
        assertThat(report(tooMuch).errors()).containsOnlyKeys("events[0].meter", "events[0].quantity");
        assertThat(reader.get("/v1/usage?group_by=week").errors()).containsOnlyKeys("group_by");
        assertThat(reader.get("/v1/usage?group_by=day,hour").errors()).containsOnlyKeys("group_by");
        assertThat(reader.get("/v1/usage?from=today").errors()).containsOnlyKeys("from");
        assertThat(reader.get("/v1/usage?period=2026-13").errors()).containsOnlyKeys("period");
        assertThat(reader.get("/v1/usage?period=2026-11&to=2026-11-02").errors())
                .containsOnlyKeys("period");
        assertThat(reader.get("/v1/usage?test=maybe").errors()).containsOnlyKeys("test");
        assertThat(reader.get("/v1/usage?app=%00").errors()).containsOnlyKeys("app");
        assertThat(reader.get("/v1/usage?limit=0").errors()).containsOnlyKeys("limit");
        assertThat(reader.get("/v1/usage?cursor=!").errors()).containsOnlyKeys("cursor");
        assertThat(reader.get("/v1/usage?cursor=eA").errors()).containsOnlyKeys("cursor");
        assertThat(reader.get("/v1/usage?group_by=day&cursor=eB9_eB9_").errors())
                .containsOnlyKeys("cursor");
        assertThat(reader.get("/v1/usage/csv?group_by=week").errors()).containsOnlyKeys("group_by");
        assertThat(reader.get("/v1/usage?from=2026-11-02&to=2026-11-01").errors())
                .containsOnlyKeys("to");
    }

    @Test
    void aNumberIsNeverReadFromAText() {
        var event = new HashMap<>(event("assistant.analysis", 1, "2026-11-05T00:00:00Z"));
        event.put("quantity", "1");
        assertThat(report(event).errors()).containsOnlyKeys("events[0].quantity");
        event.put("quantity", 1.5);
        assertThat(report(event).errors()).containsOnlyKeys("events[0].quantity");
        event.put("quantity", 1);
        event.put("occurred_at", 1_700_000_000);
        assertThat(report(event).errors()).containsOnlyKeys("events[0].occurred_at");
        event.put("occurred_at", "2026-11-05T00:00:00Z");
        event.put("meter", 5);
        assertThat(report(event).errors()).containsOnlyKeys("events[0].meter");
    }

    @Test
    void customersReportNoUsage() {
        var customer = Caller.administratorOf(server, Caller.newTenant(server, "free"));

        assertThat(customer.post(INTAKE, Map.of("events", List.of())).status()).isEqualTo(403);
        assertThat(reporter.get("/v1/usage").status()).isEqualTo(403);
    }

    private long sum(String path) {
        var sum = 0L;
        for (var item : reader.get(path).body().path("items")) {
            sum += item.path("quantity").asLong();
        }
        return sum;
    }

    private static Map<String, Object> used(String subject, String model, int quantity, String occurredAt) {
        var event = new HashMap<>(event("assistant.analysis", quantity, occurredAt));
        event.putAll(Map.of("app", "assistant", "capability", "analysis", "model", model, "subject", subject));
        return event;
    }

    private Caller.Answer report(Object... events) {
        return reporter.post(INTAKE, Map.of("events", List.of(events)));
    }

    private static Map<String, Object> event(String meter, int quantity, String occurredAt) {
        return Map.of(
                "id", UUID.randomUUID(),
                "meter", meter,
                "quantity", quantity,
                "occurred_at", occurredAt,
                "decision_id", UUID.randomUUID());
    }
}

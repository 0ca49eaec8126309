package io.candor.launcher.bench.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts after a run in which every service was killed with SIGKILL at every named step, the database in between, and in
 * which events came twice and in any order: what was sent must be what every table and answer says, unit by unit.
 *
 * @param stripe that tenant-service tells of units, or null where it cannot be started
 * @param calls made through the gateway while the services on a call's way are killed; 0 for none
 * @param events delivered to the intake while tenant-service and the database are killed
 */
record ExactnessRun(Bench bench, Path folder, @Nullable StripePeer stripe, int calls, int events) {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(300);
    private static final List<String> INTAKE_STEPS = List.of(
            "usage.inserted",
            "usage.charged",
            "usage.rolled-up",
            "usage.before-commit",
            "usage.committed",
            "relay.before-send");
    private static final List<String> STRIPE_STEPS = List.of("stripe.before-send", "stripe.sent");
    private static final Map<String, Service> CALL_STEPS = callSteps();

    private static Map<String, Service> callSteps() {
        var steps = new LinkedHashMap<String, Service>();
        steps.put("gateway.authenticated", Service.GATEWAY);
        steps.put("gateway.answered", Service.GATEWAY);
        steps.put("runtime.received", Service.MODEL_RUNTIME);
        steps.put("runtime.inferred", Service.MODEL_RUNTIME);
        steps.put("assistant.received", Service.ASSISTANT_APP);
        steps.put("assistant.inferred", Service.ASSISTANT_APP);
        steps.put("assistant.before-commit", Service.ASSISTANT_APP);
        steps.put("assistant.committed", Service.ASSISTANT_APP);
        steps.put("relay.sent", Service.ASSISTANT_APP);
        steps.put("ledger.before-commit", Service.AUDIT_LEDGER);
        steps.put("ledger.committed", Service.AUDIT_LEDGER);
        steps.put("sequencer.before-commit", Service.AUDIT_LEDGER);
        steps.put("sequencer.committed", Service.AUDIT_LEDGER);
        return steps;
    }

    ObjectNode run() throws InterruptedException, IOException, SQLException {
        var killing = new Killing(bench.platform(), Files.createDirectories(folder.resolve("markers")));
        var result = Bench.JSON.createObjectNode();
        if (stripe != null) {
            bench.platform().process(Service.TENANT_SERVICE).restartWith(stripe.environment());
            bench.platform().process(Service.TENANT_SERVICE).awaitReady();
        }
        var eventTenant = bench.newTenant("business");
        var deliveries = new Deliveries(
                bench,
                eventTenant,
                new EventSource(UUID.randomUUID(), Instant.now().minusSeconds(60)));
        var kills = deliver(killing, deliveries);
        var callTenant = bench.newTenant("business");
        var made = new Calls(bench, bench.newKey(callTenant));
        if (calls > 0) {
            kills += call(killing, made);
        }
        awaitSettled();
        result.put("kills", kills)
                .put("deliveries", deliveries.delivered())
                .put("requests_without_answer", deliveries.unanswered())
                .put("call_attempts", made.attempts());
        var events = eventFigures(eventTenant);
        var calls = callFigures(callTenant, made.answered());
        result.set("event_units", events);
        result.set("calls", calls);
        result.put("exact", isOneNumber(events) && isOneNumber(calls));
        var missing = result.putArray("not_compared");
        if (!bench.hasTable("gateway.request_log")) {
            missing.add("request log");
        }
        if (stripe == null) {
            missing.add("Stripe");
        }
        return result;
    }

    private int deliver(Killing killing, Deliveries deliveries) throws InterruptedException {
        var steps = new ArrayList<>(INTAKE_STEPS);
        if (stripe != null) {
            steps.addAll(STRIPE_STEPS);
        }
        var portions = steps.size() + 2;
        for (var i = 0; i < steps.size(); i++) {
            var portion = i;
            System.out.println("killing tenant-service at " + steps.get(i));
            killing.during(Service.TENANT_SERVICE, steps.get(i), () -> deliverPortion(deliveries, portion, portions));
        }
        System.out.println("killing PostgreSQL");
        killing.ofDatabaseDuring(() -> deliverPortion(deliveries, portions - 2, portions));
        deliverPortion(deliveries, portions - 1, portions);
        return steps.size() + 1;
    }

    private void deliverPortion(Deliveries deliveries, int portion, int portions) throws InterruptedException {
        deliveries.deliver(
                (int) ((long) events * portion / portions), (int) ((long) events * (portion + 1) / portions));
    }

    private int call(Killing killing, Calls made) throws InterruptedException {
        var portion = Math.max(1, calls / CALL_STEPS.size());
        for (var step : CALL_STEPS.entrySet()) {
            System.out.println("killing " + step.getValue().id() + " at " + step.getKey());
            killing.during(step.getValue(), step.getKey(), () -> made.make(portion));
        }
        return CALL_STEPS.size();
    }

    /** Until every outbox is empty and every decision has its place in the log. */
    private void awaitSettled() throws InterruptedException, SQLException {
        var waiting = new ArrayList<>(List.of(
                "select count(*) from assistant.outbox where refused is null",
                "select count(*) from ledger.decision where leaf_index is null"));
        if (bench.hasTable("gateway.charge")) {
            waiting.add("select count(*) from tenant.outbox where topic = 'charge' and refused is null");
        }
        if (stripe != null) {
            waiting.add("select count(*) from tenant.stripe_meter_event");
            waiting.add("select count(*) from tenant.stripe_meter_send where state = 'open'");
        }
        var deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        for (var sql : waiting) {
            while (bench.number(sql) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new LauncherException("Not settled in time: " + sql);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private ObjectNode eventFigures(UUID tenant) throws SQLException, IOException, InterruptedException {
        var of = " where tenant_id = '" + tenant + "'";
        var figures = Bench.JSON.createObjectNode();
        figures.put(
                "sent",
                IntStream.range(0, events).mapToLong(EventSource::quantity).sum());
        figures.put("usage_event", bench.number("select sum(quantity) from tenant.usage_event" + of));
        figures.put("usage_hour", bench.number("select sum(quantity) from tenant.usage_hour" + of));
        figures.put("usage_day", bench.number("select sum(quantity) from tenant.usage_day" + of));
        figures.put("metered_units", bench.number("select sum(units) from tenant.metered_units" + of));
        figures.put(
                "usage_api", sum(bench.get("/v1/usage?group_by=hour,subject,model", tenant, "usage:read"), "quantity"));
        figures.put("cost_preview", sumOfUse(bench.get("/v1/usage/cost-preview", tenant, "usage:read")));
        if (bench.hasTable("gateway.charge")) {
            figures.put("charges_at_gateway", bench.number("select sum(quantity) from gateway.charge" + of));
        }
        if (stripe != null) {
            var customer = bench.text("select customer_id from tenant.stripe_account" + of);
            figures.put("stripe", stripe.received(bench.http(), customer));
        }
        return figures;
    }

    private ObjectNode callFigures(UUID tenant, long answered) throws SQLException, IOException, InterruptedException {
        var of = " where tenant_id = '" + tenant + "'";
        var figures = Bench.JSON.createObjectNode();
        figures.put("answered", answered);
        figures.put("ledger", bench.number("select count(*) from ledger.decision" + of));
        figures.put("usage_event", bench.number("select sum(quantity) from tenant.usage_event" + of));
        figures.put("usage_api", sum(bench.get("/v1/usage?group_by=app,model", tenant, "usage:read"), "quantity"));
        if (bench.hasTable("gateway.request_log")) {
            figures.put(
                    "request_log",
                    bench.number("select count(*) from gateway.request_log" + of + " and state = 'settled'"));
        }
        if (bench.hasTable("gateway.charge")) {
            figures.put("charges_at_gateway", bench.number("select sum(quantity) from gateway.charge" + of));
        }
        if (stripe != null) {
            var customer = bench.text("select customer_id from tenant.stripe_account" + of);
            figures.put("stripe", stripe.received(bench.http(), customer));
        }
        return figures;
    }

    private static long sum(JsonNode usage, String field) {
        var sum = 0L;
        for (var item : usage.path("items")) {
            sum += item.path(field).asLong();
        }
        return sum;
    }

    private static long sumOfUse(JsonNode preview) {
        var sum = 0L;
        for (var line : preview.path("lines")) {
            sum += line.path("kind").asText().equals("plan")
                    ? 0
                    : line.path("units").asLong();
        }
        return sum;
    }

    private static boolean isOneNumber(ObjectNode figures) {
        return IntStream.range(0, figures.size())
                        .mapToObj(i -> List.copyOf(figures.properties())
                                .get(i)
                                .getValue()
                                .asLong())
                        .distinct()
                        .count()
                == 1;
    }
}

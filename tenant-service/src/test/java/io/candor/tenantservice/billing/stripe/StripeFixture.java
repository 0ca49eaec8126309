package io.candor.tenantservice.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import io.candor.platform.testing.FixedClock;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.billing.TestClock;
import io.candor.tenantservice.stripeserver.StripeServer;
import io.candor.tenantservice.stripeserver.StripeServer.Fault;
import io.candor.tenantservice.stripeserver.SubscriptionItems;
import io.micronaut.runtime.server.EmbeddedServer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Stripe account of a test's own, a clock, and people who use the service under test. */
final class StripeFixture {
    static final String SECRET = "whsec_candor";

    final FixedClock clock = TestClock.startingAt("2026-11-20T12:00:00Z");
    final StripeServer stripe = StripeServer.start(clock);

    Map<String, String> properties() {
        return Map.of(
                "candor.test.clock", "true",
                "candor.billing.jobs", "false",
                "candor.billing.web-origins", "https://app.example.com",
                "candor.billing.stripe.api-key", StripeServer.KEY,
                "candor.billing.stripe.api-base", stripe.url(),
                "candor.billing.stripe.webhook-secret", SECRET,
                "candor.billing.stripe.send-interval", "0s");
    }

    /** The next answer to {@code path} is lost, and so is that to the JDK's own repetition of the request. */
    void loseAnswer(String path) {
        stripe.expect(new Fault.LoseAnswer(path), new Fault.LoseAnswer(path));
    }

    Caller operator(EmbeddedServer server) {
        return Caller.at(clock, server, null, "platform:admin");
    }

    Caller owner(EmbeddedServer server, UUID tenant) {
        return Caller.at(clock, server, tenant, "billing:read", "billing:manage", "tenant:read");
    }

    UUID newTenant(EmbeddedServer server, String plan) {
        var body = Map.of("name", "Acme Bank", "slug", "t" + UUID.randomUUID(), "plan", plan);
        return UUID.fromString(operator(server).post("/v1/tenants", body).id());
    }

    /** Usage of {@code meter} at the time that the clock shows. */
    void use(EmbeddedServer server, UUID tenant, String meter, long... quantities) {
        var events = Arrays.stream(quantities)
                .mapToObj(quantity -> event(meter, quantity, false))
                .toList();
        report(server, tenant, events);
    }

    Map<String, Object> event(String meter, long quantity, boolean test) {
        return new HashMap<>(Map.of(
                "id",
                UUID.randomUUID(),
                "meter",
                meter,
                "quantity",
                quantity,
                "occurred_at",
                clock.instant().toString(),
                "test",
                test));
    }

    void report(EmbeddedServer server, UUID tenant, List<Map<String, Object>> events) {
        var reporter = Caller.at(clock, server, tenant, "internal:usage");
        assertThat(reporter.post("/internal/v1/usage-events", Map.of("events", events))
                        .status())
                .isEqualTo(200);
    }

    /** The units that Stripe counts for a tenant's meter. */
    long received(UUID tenant, String meter) {
        return stripe.objects().meters().received().getOrDefault(customer(tenant) + "/" + meter, 0L);
    }

    /** The id of the tenant's customer, or an empty text. */
    String customer(UUID tenant) {
        return stripe.objects().all("customer").stream()
                .filter(customer -> customer.get("metadata") instanceof Map<?, ?> metadata
                        && tenant.toString().equals(metadata.get("candor_tenant")))
                .map(customer -> String.valueOf(customer.get("id")))
                .findFirst()
                .orElse("");
    }

    /** The id of the price in force under {@code lookupKey}. */
    String price(String lookupKey) {
        return stripe.objects().all("price").stream()
                .filter(price -> lookupKey.equals(price.get("lookup_key")))
                .map(price -> String.valueOf(price.get("id")))
                .findFirst()
                .orElseThrow();
    }

    void putSubscription(String id, UUID tenant, String status, String... prices) {
        var subscription = new HashMap<String, Object>(
                Map.of("object", "subscription", "status", status, "customer", customer(tenant), "livemode", false));
        subscription.put("items", SubscriptionItems.of(List.of(prices), stripe.objects()));
        stripe.objects().put(id, subscription);
    }

    void putInvoice(String id, UUID tenant, String status, long attempts) {
        var paid = status.equals("paid") ? 4900 : 0;
        stripe.objects()
                .put(
                        id,
                        Map.ofEntries(
                                Map.entry("object", "invoice"),
                                Map.entry("customer", customer(tenant)),
                                Map.entry("status", status),
                                Map.entry("number", "STR-" + id),
                                Map.entry("currency", "eur"),
                                Map.entry("total", 4900),
                                Map.entry("amount_paid", paid),
                                Map.entry("attempt_count", attempts),
                                Map.entry("period_start", 1_793_491_200L),
                                Map.entry("period_end", 1_796_083_200L),
                                Map.entry("created", clock.instant().getEpochSecond()),
                                Map.entry("invoice_pdf", "https://stripe.test/" + id + ".pdf"),
                                Map.entry(
                                        "lines",
                                        Map.of(
                                                "object",
                                                "list",
                                                "has_more",
                                                false,
                                                "url",
                                                "/v1/invoices/" + id + "/lines",
                                                "data",
                                                List.of(Map.of(
                                                        "id",
                                                        "il_" + id,
                                                        "object",
                                                        "line_item",
                                                        "description",
                                                        "1 × Team (at €49.00 / month)",
                                                        "quantity",
                                                        1,
                                                        "amount",
                                                        4900))))));
    }

    /** Tells the service of an event as Stripe does. */
    Caller.Answer tell(EmbeddedServer server, String eventId, String type, String objectJson) {
        var body = body(eventId, type, objectJson);
        return post(server, body, signature(body, SECRET, clock.instant().getEpochSecond()));
    }

    static String body(String eventId, String type, String objectJson) {
        return "{\"id\":\"" + eventId
                + "\",\"object\":\"event\",\"api_version\":\"2020-08-27\",\"created\":1,\"type\":\"" + type
                + "\",\"data\":{\"object\":" + objectJson + "}}";
    }

    static String signature(String body, String secret, long timestamp) {
        try {
            return "t=" + timestamp + ",v1=" + Webhook.Util.computeHmacSha256(secret, timestamp + "." + body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Caller.Answer post(EmbeddedServer server, String body, String signature) {
        return Caller.anonymous(server).sendWith("/v1/stripe/webhooks", body, "Stripe-Signature", signature);
    }
}

package io.candor.tenantservice.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.stripeserver.StripeServer;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionJobTest implements TestPropertyProvider {
    private final StripeFixture fixture = new StripeFixture();

    @Inject
    EmbeddedServer server;

    @Inject
    SubscriptionJob job;

    @Inject
    TenantService tenants;

    private UUID tenant;
    private Caller owner;
    private String subscription;

    @Override
    public Map<String, String> getProperties() {
        return fixture.properties();
    }

    @BeforeEach
    void createTenant() {
        moveTo("2026-11-20T12:00:00Z");
        tenant = fixture.newTenant(server, "free");
        owner = fixture.owner(server, tenant);
        subscription = "sub_" + tenant;
        owner.post("/v1/billing/portal-sessions", Map.of("return_url", "https://app.example.com"));
        fixture.operator(server).post("/v1/platform/stripe-provisionings", Map.of());
    }

    @AfterAll
    void stop() {
        assertThat(fixture.stripe.violations()).isEmpty();
        fixture.stripe.close();
    }

    @Test
    void whoSubscribesGetsThePlan() {
        subscribe("team");

        assertThat(plan()).isEqualTo("team");
    }

    @Test
    void aChangeOfPlanReplacesThePricesAndIsProratedByStripe() {
        subscribe("team");

        changePlan("business");
        job.run();

        var form = updates().getLast();
        assertThat(form)
                .containsEntry("proration_behavior", "create_prorations")
                .containsEntry("items[0][price]", fixture.price("candor_business_monthly"))
                .containsEntry("items[1][deleted]", "true")
                .doesNotContainKey("proration_date");
        assertThat(form.values()).contains(fixture.price("candor_business_assistant.analysis"));
        assertThat(subscribedPlan()).isEqualTo("business");
        assertThat(plan()).isEqualTo("business");
    }

    @Test
    void aChangeAtTheMonthsStartIsProratedFromItsFirstSecond() {
        subscribe("team");
        moveTo("2026-12-01T00:01:00Z");

        changePlan("business");
        job.run();

        assertThat(updates().getLast())
                .containsEntry(
                        "proration_date",
                        Long.toString(Instant.parse("2026-12-01T00:00:00Z").getEpochSecond()));
    }

    @Test
    void aChangeWhoseAnswerIsLostIsMadeOnce() {
        subscribe("team");
        changePlan("business");
        fixture.loseAnswer("POST /v1/subscriptions/" + subscription);
        job.run();
        assertThat(subscribedPlan()).isEqualTo("team");

        job.run();

        assertThat(fixture.stripe.requests("POST", "/v1/subscriptions/" + subscription))
                .extracting(StripeServer.Request::idempotencyKey)
                .hasSize(2)
                .allMatch(key -> key.equals(fixture.stripe
                        .requests("POST", "/v1/subscriptions/" + subscription)
                        .getFirst()
                        .idempotencyKey()));
        assertThat(subscribedPlan()).isEqualTo("business");
    }

    @Test
    void whileStripeIsAwayTheChangeIsWantedStill() {
        subscribe("team");
        changePlan("business");
        fixture.stripe.setAway(true);
        job.run();
        fixture.stripe.setAway(false);
        assertThat(subscribedPlan()).isEqualTo("team");

        job.run();

        assertThat(subscribedPlan()).isEqualTo("business");
    }

    @Test
    void whoGoesToAFreePlanIsNoLongerSubscribed() {
        subscribe("team");

        changePlan("free");
        job.run();

        assertThat(fixture.stripe.objects().get(subscription)).containsEntry("status", "canceled");
        assertThat(owner.get("/v1/billing")
                        .body()
                        .path("subscription")
                        .path("status")
                        .asText())
                .isEqualTo("canceled");
        assertThat(plan()).isEqualTo("free");
    }

    @Test
    void whoseSubscriptionEndsAtStripeGetsTheFreePlan() {
        subscribe("team");
        fixture.stripe.objects().get(subscription).put("status", "canceled");

        tell("customer.subscription.deleted");

        assertThat(plan()).isEqualTo("free");
    }

    @Test
    void aCustomerTakesNoPaidPlanWithoutASubscription() {
        var customer = new TenantContext(tenant, "user:ada", Set.of("billing:manage"), "free", "request-1");

        var refused =
                catchThrowableOfType(ProblemException.class, () -> customer.call(() -> tenants.changePlan("business")));

        assertThat(refused.slug()).isEqualTo("subscription-needed");
        assertThat(plan()).isEqualTo("free");
    }

    private void moveTo(String instant) {
        fixture.clock.advance(Duration.between(fixture.clock.instant(), Instant.parse(instant)));
    }

    private void subscribe(String plan) {
        fixture.putSubscription(
                subscription,
                tenant,
                "active",
                fixture.price("candor_" + plan + "_monthly"),
                fixture.price("candor_" + plan + "_assistant.analysis"));
        tell("customer.subscription.created");
    }

    private void tell(String type) {
        var answer = fixture.tell(
                server,
                "evt_" + UUID.randomUUID(),
                type,
                "{\"id\":\"" + subscription + "\",\"object\":\"subscription\",\"customer\":\""
                        + fixture.customer(tenant) + "\"}");
        assertThat(answer.body()).hasToString("{\"outcome\":\"processed\"}");
    }

    private void changePlan(String plan) {
        TenantContext.ofService("tenant-service", tenant, "request-1").run(() -> tenants.changePlan(plan));
    }

    private List<Map<String, String>> updates() {
        return fixture.stripe.requests("POST", "/v1/subscriptions/" + subscription).stream()
                .map(request -> request.form())
                .toList();
    }

    private String plan() {
        return fixture.owner(server, tenant)
                .get("/v1/tenant")
                .body()
                .path("plan")
                .asText();
    }

    private String subscribedPlan() {
        return fixture.owner(server, tenant)
                .get("/v1/billing")
                .body()
                .path("subscription")
                .path("plan")
                .asText();
    }
}

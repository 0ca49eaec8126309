package io.candor.tenantservice.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.candor.tenantservice.stripeserver.StripeServer.Fault;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutControllerTest implements TestPropertyProvider {
    private static final String CHECKOUT = "/v1/billing/checkout-sessions";
    private static final String PORTAL = "/v1/billing/portal-sessions";
    private static final String APP = "https://app.example.com";

    private final StripeFixture fixture = new StripeFixture();

    @Inject
    EmbeddedServer server;

    private UUID tenant;
    private Caller owner;

    @Override
    public Map<String, String> getProperties() {
        return fixture.properties();
    }

    @BeforeEach
    void createTenant() {
        tenant = fixture.newTenant(server, "free");
        owner = fixture.owner(server, tenant);
    }

    @AfterAll
    void stop() {
        assertThat(fixture.stripe.violations()).isEmpty();
        fixture.stripe.close();
    }

    @Test
    void aCheckoutOffersThePlansPricesAndBillsByTheCalendarMonth() {
        var answer = checkout("team", APP + "/billing?paid", APP + "/billing");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("url").asText()).startsWith("https://stripe.test/cs_test");
        var form = fixture.stripe
                .requests("POST", "/v1/checkout/sessions")
                .getLast()
                .form();
        assertThat(form)
                .containsEntry("mode", "subscription")
                .containsEntry("customer", fixture.customer(tenant))
                .containsEntry("client_reference_id", tenant.toString())
                .containsEntry("line_items[0][price]", fixture.price("candor_team_monthly"))
                .containsEntry("line_items[0][quantity]", "1")
                .containsEntry("line_items[1][price]", fixture.price("candor_team_assistant.analysis"))
                .doesNotContainKey("line_items[1][quantity]")
                .containsEntry(
                        "subscription_data[billing_cycle_anchor]",
                        Long.toString(Instant.parse("2026-12-01T00:00:00Z").getEpochSecond()))
                .containsEntry("subscription_data[proration_behavior]", "create_prorations");
    }

    @Test
    void aTenantBecomesACustomerOnce() {
        assertThat(checkout("team", APP, APP).status()).isEqualTo(201);
        assertThat(checkout("business", APP, APP).status()).isEqualTo(201);
        portal(APP + "/billing");

        assertThat(fixture.stripe.objects().all("customer"))
                .filteredOn(
                        customer -> Map.of("candor_tenant", tenant.toString()).equals(customer.get("metadata")))
                .hasSize(1);
    }

    @Test
    void aLostAnswerMakesNoSecondCustomer() {
        fixture.stripe.expect(new Fault.LoseAnswer("/v1/customers"));

        assertThat(portal(APP).status()).isEqualTo(201);

        assertThat(fixture.stripe.objects().all("customer"))
                .filteredOn(
                        customer -> Map.of("candor_tenant", tenant.toString()).equals(customer.get("metadata")))
                .hasSize(1);
    }

    @Test
    void onlyTheWebAppIsReturnedTo() {
        for (var url : List.of(
                "https://evil.example.com/",
                "https://app.example.com.evil.com/",
                "https://app.example.com@evil.com/",
                "http://app.example.com/",
                "javascript:alert(1)")) {
            assertThat(checkout("team", url, APP).errors()).as(url).containsOnlyKeys("success_url");
            assertThat(checkout("team", APP, url).errors()).as(url).containsOnlyKeys("cancel_url");
            assertThat(portal(url).errors()).as(url).containsOnlyKeys("return_url");
        }
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(owner.post(CHECKOUT, Map.of()).errors()).containsOnlyKeys("plan", "success_url", "cancel_url");
        assertThat(owner.post(PORTAL, Map.of()).errors()).containsOnlyKeys("return_url");
        assertThat(checkout("gold", APP, APP).errors()).containsOnlyKeys("plan");
        assertThat(checkout("free", APP, APP).errors()).containsOnlyKeys("plan");
    }

    @Test
    void whoIsSubscribedChangesThePlanInstead() {
        checkout("team", APP, APP);
        fixture.putSubscription("sub_" + tenant, tenant, "active", fixture.price("candor_team_monthly"));
        fixture.tell(
                server,
                "evt_" + tenant,
                "checkout.session.completed",
                "{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"customer\":\"" + fixture.customer(tenant)
                        + "\",\"subscription\":\"sub_" + tenant + "\"}");

        assertThat(checkout("business", APP, APP).problem()).isEqualTo("already-subscribed");
    }

    @Test
    void stripesTroubleIsToldAsSuch() {
        portal(APP);
        fixture.stripe.setAway(true);
        assertThat(portal(APP).problem()).isEqualTo("payment-provider-unavailable");
        fixture.stripe.setAway(false);
        fixture.stripe.expect(new Fault.Refuse("/v1/billing_portal", 400, "no_configuration", ""));

        assertThat(portal(APP).problem()).isEqualTo("payment-provider-refused");
    }

    @Test
    void onlyWhoManagesBillingOpensStripesPages() {
        var reader = Caller.at(fixture.clock, server, tenant, "billing:read");

        assertThat(reader.post(PORTAL, Map.of("return_url", APP)).status()).isEqualTo(403);
        assertThat(reader.post(CHECKOUT, Map.of("plan", "team", "success_url", APP, "cancel_url", APP))
                        .status())
                .isEqualTo(403);
        assertThat(reader.get("/v1/billing").body().path("mode").asText()).isEqualTo("stripe");
    }

    private Caller.Answer checkout(String plan, String success, String cancel) {
        return owner.post(CHECKOUT, Map.of("plan", plan, "success_url", success, "cancel_url", cancel));
    }

    private Caller.Answer portal(String url) {
        return owner.post(PORTAL, Map.of("return_url", url));
    }
}

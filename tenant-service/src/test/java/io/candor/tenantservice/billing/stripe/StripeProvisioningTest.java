package io.candor.tenantservice.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeProvisioningTest implements TestPropertyProvider {
    private final StripeFixture fixture = new StripeFixture();

    @Inject
    EmbeddedServer server;

    @Inject
    StripeProvisioning provisioning;

    @Inject
    Plans plans;

    @Override
    public Map<String, String> getProperties() {
        return fixture.properties();
    }

    @AfterAll
    void stop() {
        assertThat(fixture.stripe.violations()).isEmpty();
        fixture.stripe.close();
    }

    @Test
    void thePlanFileIsBroughtToStripeOnce() throws StripeException {
        provisioning.provision();
        var prices = fixture.stripe.objects().all("price").size();

        var again = fixture.operator(server).post("/v1/platform/stripe-provisionings", Map.of());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("created").asInt()).isZero();
        assertThat(again.body().path("meters").asInt()).isEqualTo(plans.meters().size());
        assertThat(fixture.stripe.objects().all("price")).hasSize(prices);
        assertThat(fixture.stripe.objects().all("billing.meter"))
                .hasSize(plans.meters().size());
    }

    @Test
    void aMeterSumsTheValueForTheCustomer() throws StripeException {
        provisioning.provision();

        var meter = fixture.stripe.objects().all("billing.meter").stream()
                .filter(known -> "assistant.analysis".equals(known.get("event_name")))
                .findFirst()
                .orElseThrow();

        assertThat(meter)
                .containsEntry("default_aggregation", Map.of("formula", "sum"))
                .containsEntry("customer_mapping", Map.of("type", "by_id", "event_payload_key", "stripe_customer_id"))
                .containsEntry("value_settings", Map.of("event_payload_key", "value"));
    }

    @Test
    void whatAPlanIncludesIsAFirstTierThatCostsNothing() throws StripeException {
        provisioning.provision();

        var price = fixture.stripe.objects().get(fixture.price("candor_team_assistant.analysis"));

        assertThat(price)
                .containsEntry("currency", "eur")
                .containsEntry("billing_scheme", "tiered")
                .containsEntry("tiers_mode", "graduated")
                .containsEntry(
                        "tiers",
                        List.of(
                                Map.of("up_to", "10000", "unit_amount_decimal", "0"),
                                Map.of("unit_amount_decimal", "0.2")));
        assertThat(fixture.stripe.objects().get(fixture.price("candor_team_monthly")))
                .containsEntry("unit_amount_decimal", "4900")
                .containsEntry("recurring", Map.of("interval", "month"));
    }

    @Test
    void otherTermsMakeAnotherPriceAndLeaveTheUsedOneAlone() throws StripeException {
        provisioning.provision();
        var used = fixture.price("candor_business_monthly");
        fixture.stripe.objects().get(used).put("metadata", Map.of("candor_plan", "business", "candor_terms", "eur 1"));

        var catalog = provisioning.provision();

        assertThat(catalog.created()).isEqualTo(1);
        assertThat(fixture.price("candor_business_monthly")).isNotEqualTo(used);
        assertThat(fixture.stripe.objects().get(used))
                .doesNotContainKey("lookup_key")
                .containsEntry("unit_amount_decimal", "49900");
        assertThat(fixture.stripe.requests("POST", "/v1/prices/" + used)).isEmpty();
    }

    @Test
    void onlyTheOperatorProvisions() {
        var owner = fixture.owner(server, fixture.newTenant(server, "team"));

        assertThat(owner.post("/v1/platform/stripe-provisionings", Map.of()).status())
                .isEqualTo(403);
    }
}

package io.candor.tenantservice.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookControllerTest implements TestPropertyProvider {
    private final StripeFixture fixture = new StripeFixture();

    @Inject
    EmbeddedServer server;

    @Inject
    StripeEventJob job;

    private UUID tenant;
    private Caller owner;

    @Override
    public Map<String, String> getProperties() {
        return fixture.properties();
    }

    @BeforeEach
    void createCustomer() {
        tenant = fixture.newTenant(server, "team");
        owner = fixture.owner(server, tenant);
        owner.post("/v1/billing/portal-sessions", Map.of("return_url", "https://app.example.com/billing"));
    }

    @AfterAll
    void stop() {
        assertThat(fixture.stripe.violations()).isEmpty();
        fixture.stripe.close();
    }

    @Test
    void anInvoiceIsKeptAsStripeShowsIt() {
        fixture.putInvoice("in_1" + tenant, tenant, "open", 0);

        var answer = tell("evt_1", "invoice.finalized", "in_1" + tenant);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasToString("{\"outcome\":\"processed\"}");
        var invoice = owner.get("/v1/invoices").body().path("items").get(0);
        assertThat(invoice.path("mode").asText()).isEqualTo("stripe");
        assertThat(invoice.path("status").asText()).isEqualTo("open");
        assertThat(invoice.path("total").asText()).isEqualTo("49.00");
        var lines =
                owner.get("/v1/invoices/" + invoice.path("id").asText()).body().path("lines");
        assertThat(lines.get(0).path("description").asText()).startsWith("1 × Team");
    }

    @Test
    void stripesOwnPdfIsPointedTo() {
        fixture.putInvoice("in_2" + tenant, tenant, "open", 0);
        tell("evt_1", "invoice.finalized", "in_2" + tenant);
        var id =
                owner.get("/v1/invoices").body().path("items").get(0).path("id").asText();

        var pdf = owner.get("/v1/invoices/" + id + "/pdf");

        assertThat(pdf.status()).isEqualTo(303);
        assertThat(pdf.headers().firstValue("Location")).contains("https://stripe.test/in_2" + tenant + ".pdf");
    }

    @Test
    void aRepeatedEventChangesNothing() {
        fixture.putInvoice("in_3" + tenant, tenant, "open", 0);
        tell("evt_1", "invoice.finalized", "in_3" + tenant);

        assertThat(tell("evt_1", "invoice.finalized", "in_3" + tenant).body())
                .hasToString("{\"outcome\":\"repeated\"}");
        assertThat(owner.get("/v1/invoices").body().path("items")).hasSize(1);
    }

    @Test
    void eventsOfLongAgoAreForgotten() {
        fixture.putInvoice("in_8" + tenant, tenant, "open", 0);
        tell("evt_1", "invoice.finalized", "in_8" + tenant);
        job.forget();
        assertThat(tell("evt_1", "invoice.finalized", "in_8" + tenant).body())
                .hasToString("{\"outcome\":\"repeated\"}");

        fixture.clock.advance(Duration.ofDays(31));
        job.forget();
        owner = fixture.owner(server, tenant);

        assertThat(tell("evt_1", "invoice.finalized", "in_8" + tenant).body())
                .hasToString("{\"outcome\":\"processed\"}");
        assertThat(owner.get("/v1/invoices").body().path("items")).hasSize(1);
    }

    @Test
    void anEventThatArrivesSeveralTimesAtOnceIsTakenInOnce() throws Exception {
        fixture.putInvoice("in_4" + tenant, tenant, "open", 0);

        var answers = AtOnce.call(5, () -> tell("evt_1", "invoice.finalized", "in_4" + tenant));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .filteredOn(answer -> answer.body().path("outcome").asText().equals("processed"))
                .hasSize(1);
        assertThat(owner.get("/v1/invoices").body().path("items")).hasSize(1);
    }

    @Test
    void anOlderEventThatComesLateDoesNotOpenAPaidInvoice() {
        fixture.putInvoice("in_5" + tenant, tenant, "paid", 1);
        tell("evt_2", "invoice.paid", "in_5" + tenant);

        tell("evt_1", "invoice.payment_failed", "in_5" + tenant);

        assertThat(owner.get("/v1/invoices")
                        .body()
                        .path("items")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo("paid");
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void aFailedPaymentBeginsTheGracePeriodAndAPaymentEndsIt() {
        fixture.putInvoice("in_6" + tenant, tenant, "open", 1);

        tell("evt_1", "invoice.payment_failed", "in_6" + tenant);
        assertThat(status()).isEqualTo("grace");
        fixture.putInvoice("in_6" + tenant, tenant, "paid", 2);
        tell("evt_2", "invoice.paid", "in_6" + tenant);

        assertThat(status()).isEqualTo("active");
        assertThat(owner.get("/v1/billing").body().has("unpaid")).isFalse();
    }

    @Test
    void aSubscriptionIsKeptAsStripeShowsItWhateverTheOrder() {
        fixture.operator(server).post("/v1/platform/stripe-provisionings", Map.of());
        fixture.putSubscription("sub_1" + tenant, tenant, "active", fixture.price("candor_team_monthly"));

        tell("evt_2", "customer.subscription.updated", "sub_1" + tenant);
        tell("evt_1", "customer.subscription.created", "sub_1" + tenant);

        var subscription = owner.get("/v1/billing").body().path("subscription");
        assertThat(subscription.path("status").asText()).isEqualTo("active");
        assertThat(subscription.path("plan").asText()).isEqualTo("team");
    }

    @Test
    void anUnknownTypeOrCustomerIsIgnored() {
        assertThat(tell("evt_1", "charge.refunded", "ch_1").body()).hasToString("{\"outcome\":\"ignored\"}");
        assertThat(fixture.tell(
                                server,
                                "evt_2",
                                "invoice.paid",
                                "{\"id\":\"in_x\",\"object\":\"invoice\",\"customer\":\"cus_of_somebody\"}")
                        .body())
                .hasToString("{\"outcome\":\"ignored\"}");
    }

    @Test
    void aNotificationOfStripesSecondApiIsIgnored() {
        var body =
                "{\"id\":\"evt_v2\",\"object\":\"v2.core.event\",\"type\":\"v1.billing.meter.error_report_triggered\"}";
        var signature = StripeFixture.signature(
                body, StripeFixture.SECRET, fixture.clock.instant().getEpochSecond());

        assertThat(StripeFixture.post(server, body, signature).body()).hasToString("{\"outcome\":\"ignored\"}");
    }

    @Test
    void whatIsNotSignedByStripeIsRefused() {
        var body = StripeFixture.body("evt_1", "invoice.paid", "{}");
        var now = fixture.clock.instant().getEpochSecond();

        assertThat(refusal(body, "")).isEqualTo("invalid-signature");
        assertThat(refusal(body, StripeFixture.signature(body, "whsec_other", now)))
                .isEqualTo("invalid-signature");
        assertThat(refusal(body + " ", StripeFixture.signature(body, StripeFixture.SECRET, now)))
                .isEqualTo("invalid-signature");
        assertThat(refusal("{", StripeFixture.signature("{", StripeFixture.SECRET, now)))
                .isEqualTo("invalid-signature");
    }

    @Test
    void anOldSignatureIsRefused() {
        var body = StripeFixture.body("evt_1", "invoice.paid", "{}");
        var old = fixture.clock.instant().minus(Duration.ofMinutes(6)).getEpochSecond();

        assertThat(refusal(body, StripeFixture.signature(body, StripeFixture.SECRET, old)))
                .isEqualTo("invalid-signature");
    }

    @Test
    void whileStripeIsAwayTheEventIsNotTakenAndComesAgain() {
        fixture.putInvoice("in_7" + tenant, tenant, "open", 0);
        fixture.stripe.setAway(true);
        var refused = tell("evt_1", "invoice.finalized", "in_7" + tenant);
        fixture.stripe.setAway(false);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(tell("evt_1", "invoice.finalized", "in_7" + tenant).body())
                .hasToString("{\"outcome\":\"processed\"}");
    }

    private Caller.Answer tell(String event, String type, String id) {
        var kind = type.startsWith("invoice") ? "invoice" : "subscription";
        return fixture.tell(
                server,
                event + tenant,
                type,
                "{\"id\":\"" + id + "\",\"object\":\"" + kind + "\",\"customer\":\"" + fixture.customer(tenant)
                        + "\",\"status\":\"draft\"}");
    }

    private String refusal(String body, String signature) {
        var answer = StripeFixture.post(server, body, signature);
        assertThat(answer.status()).isEqualTo(400);
        return answer.problem();
    }

    private String status() {
        return owner.get("/v1/tenant").body().path("status").asText();
    }
}

package io.candor.tenantservice.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.testing.FixedClock;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManualBillingTest implements TestPropertyProvider {
    private static final String METER = "assistant.analysis";

    private final FixedClock clock = TestClock.startingAt("2026-11-20T12:00:00Z");

    @Inject
    EmbeddedServer server;

    @Inject
    BillingJob job;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller owner;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("candor.test.clock", "true", "candor.billing.jobs", "false");
    }

    @BeforeEach
    void createTenant() {
        moveTo("2026-11-20T12:00:00Z");
        tenant = newTenant("team");
        owner = owner(tenant);
    }

    @Test
    void billingSaysPlainlyThatItIsManual() {
        assertThat(owner.get("/v1/billing").body())
                .hasToString(
                        "{\"mode\":\"manual\",\"currency\":\"eur\",\"plan\":\"team\",\"tenant_status\":\"active\"}");
    }

    @Test
    void whatNeedsStripeIsRefused() {
        var page = Map.of("return_url", "http://127.0.0.1:8080/");

        assertThat(owner.post("/v1/billing/portal-sessions", page).problem()).isEqualTo("billing-is-manual");
        assertThat(operator()
                        .post("/v1/platform/stripe-provisionings", Map.of())
                        .problem())
                .isEqualTo("billing-is-manual");
        assertThat(Caller.anonymous(server)
                        .post("/v1/stripe/webhooks", Map.of())
                        .problem())
                .isEqualTo("billing-is-manual");
    }

    @Test
    void aClosedMonthIsAnInvoiceThatEqualsThePreview() {
        use(12_500);
        use(1);
        var preview = owner.get("/v1/usage/cost-preview").body();

        close("2026-12-01T01:00:00Z", "2026-11");

        var invoice = invoice();
        assertThat(invoice.path("total").asText())
                .isEqualTo(preview.path("total").asText())
                .isEqualTo("54.00");
        assertThat(invoice.path("mode").asText()).isEqualTo("manual");
        assertThat(invoice.path("status").asText()).isEqualTo("open");
        assertThat(invoice.path("due_at").asText()).isEqualTo("2026-12-31T01:00:00Z");
        assertThat(invoice.path("lines").get(0).path("description").asText()).isEqualTo("Plan Team");
        assertThat(invoice.path("lines").get(1).path("quantity").asInt()).isEqualTo(12_501);
    }

    @Test
    void closingAgainChangesNothing() {
        use(3);
        close("2026-12-01T01:00:00Z", "2026-11");
        var invoice = invoice();

        close("2026-12-01T01:00:00Z", "2026-11");
        close("2026-12-05T00:00:00Z", "2026-11");

        assertThat(invoices()).hasSize(1);
        assertThat(invoice()).isEqualTo(invoice);
    }

    @Test
    void usageThatComesLateIsOnTheNextInvoice() {
        use(10_000);
        close("2026-12-01T01:00:00Z", "2026-11");
        reportAt("2026-11-30T23:00:00Z", 500);
        close("2027-01-01T01:00:00Z", "2026-12");

        var lines = invoice().path("lines");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).path("kind").asText()).isEqualTo("adjustment");
        assertThat(lines.get(1).path("month").asText()).isEqualTo("2026-11");
        assertThat(lines.get(1).path("amount").asText()).isEqualTo("1.00");
    }

    @Test
    void monthsThatWereMissedAreClosedToo() {
        use(3);

        close("2027-02-01T01:00:00Z", "2027-01");

        assertThat(owner(tenant).get("/v1/invoices").body().path("items").findValuesAsText("month"))
                .containsExactlyInAnyOrder("2026-11", "2026-12", "2027-01");
    }

    @Test
    void numbersHaveNoGaps() {
        var tenants = IntStream.range(0, 5).mapToObj(i -> newTenant("team")).toList();

        close("2026-12-01T01:00:00Z", "2026-11");
        close("2026-12-01T01:00:00Z", "2026-11");

        var numbers = new ArrayList<Integer>();
        for (var one : tenants) {
            var number = owner(one)
                    .get("/v1/invoices")
                    .body()
                    .path("items")
                    .get(0)
                    .path("number")
                    .asText();
            assertThat(number).startsWith("CND-2026-");
            numbers.add(Integer.valueOf(number.substring("CND-2026-".length())));
        }
        numbers.sort(null);
        assertThat(numbers.getLast() - numbers.getFirst()).isGreaterThanOrEqualTo(4);
        assertThat(text("select count(*) = max(right(number, 6)::int) and count(*) = (select last from"
                        + " tenant.invoice_number where series = 'CND-2026') from tenant.invoice"
                        + " where number like 'CND-2026-%'"))
                .isEqualTo("t");
    }

    @Test
    void whatCostsNothingIsNotInvoiced() {
        tenant = newTenant("free");
        owner = owner(tenant);
        use(10);

        close("2026-12-01T01:00:00Z", "2026-11");

        assertThat(invoices()).isEmpty();
    }

    @Test
    void whoIsBeingDeletedIsNotInvoicedAnyMore() {
        text("update tenant.tenant set status = 'deleting' where tenant_id = '" + tenant + "' returning status");

        close("2026-12-01T01:00:00Z", "2026-11");

        assertThat(invoices()).isEmpty();
    }

    @Test
    void aMonthThatIsNotOverIsNotClosed() {
        moveTo("2026-12-01T00:59:59Z");

        assertThat(operator()
                        .post("/v1/platform/month-closings", Map.of("month", "2026-11"))
                        .errors())
                .containsOnlyKeys("month");
        assertThat(operator()
                        .post("/v1/platform/month-closings", Map.of("month", "2026-13"))
                        .errors())
                .containsOnlyKeys("month");
        assertThat(owner(tenant)
                        .post("/v1/platform/month-closings", Map.of("month", "2026-10"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theOperatorNotesAPaymentOnce() {
        close("2026-12-01T01:00:00Z", "2026-11");
        var path = "/v1/platform/tenants/" + tenant + "/invoices/"
                + invoice().path("id").asText() + "/payment";

        var paid = operator().post(path, Map.of("reference", "Transfer 1"));
        moveTo("2026-12-09T00:00:00Z");
        var again = operator().post(path, Map.of("reference", "Transfer 2"));

        assertThat(paid.body().path("status").asText()).isEqualTo("paid");
        assertThat(paid.body().path("paid").asText()).isEqualTo("49.00");
        assertThat(again.body()).isEqualTo(paid.body());
        assertThat(owner(tenant).post(path, Map.of()).status()).isEqualTo(403);
        assertThat(operator()
                        .post(
                                "/v1/platform/tenants/" + newTenant("team") + "/invoices/"
                                        + invoice().path("id").asText() + "/payment",
                                Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoDoesNotPayIsWarnedThenSuspendedAndComesBackByPaying() throws SQLException {
        invite("owner-of-" + tenant + "@example.com");
        close("2026-12-01T01:00:00Z", "2026-11");
        var path = "/v1/platform/tenants/" + tenant + "/invoices/"
                + invoice().path("id").asText() + "/payment";
        reviewAt("2026-12-31T00:59:59Z");
        assertThat(status()).isEqualTo("active");

        reviewAt("2026-12-31T01:00:00Z");
        assertThat(status()).isEqualTo("grace");
        assertThat(owner(tenant).get("/v1/billing").body().path("unpaid"))
                .hasToString("{\"stage\":\"grace\",\"since\":\"2026-12-31T01:00:00Z\","
                        + "\"suspends_at\":\"2027-01-14T01:00:00Z\"}");
        reviewAt("2027-01-14T00:59:59Z");
        assertThat(status()).isEqualTo("grace");
        reviewAt("2027-01-14T01:00:00Z");
        assertThat(status()).isEqualTo("suspended");
        reviewAt("2027-01-15T01:00:00Z");

        operator().post(path, Map.of());
        assertThat(status()).isEqualTo("active");
        assertThat(mails())
                .containsExactly("Your payment is due", "Your account is suspended", "Thank you for your payment");
    }

    @Test
    void whoTheOperatorSuspendedIsNotFreedByPaying() {
        close("2026-12-01T01:00:00Z", "2026-11");
        var path = "/v1/platform/tenants/" + tenant + "/invoices/"
                + invoice().path("id").asText() + "/payment";
        reviewAt("2026-12-31T01:00:00Z");
        text("update tenant.tenant set status = 'suspended' where tenant_id = '" + tenant + "' returning status");

        operator().post(path, Map.of());

        assertThat(status()).isEqualTo("suspended");
    }

    @Test
    void anInvoiceOfSomebodyElseIsNotThere() {
        close("2026-12-01T01:00:00Z", "2026-11");
        var id = invoice().path("id").asText();
        var stranger = owner(newTenant("team"));

        for (var path : List.of("", "/pdf", "/csv")) {
            assertThat(stranger.get("/v1/invoices/" + id + path).status()).isEqualTo(404);
        }
        assertThat(owner(tenant).get("/v1/invoices/none").status()).isEqualTo(400);
        assertThat(Caller.at(clock, server, tenant, "usage:read")
                        .get("/v1/invoices")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theCsvHasALineForEachLine() {
        use(12_500);
        close("2026-12-01T01:00:00Z", "2026-11");
        var number = invoice().path("number").asText();

        var csv = owner(tenant).text("/v1/invoices/" + invoice().path("id").asText() + "/csv");

        assertThat(csv)
                .isEqualTo("invoice,mode,status,kind,description,meter,month,quantity,amount,currency\r\n" + number
                        + ",manual,open,plan,Plan Team,,2026-11,1,49.00,eur\r\n" + number
                        + ",manual,open,usage,\"Texts analysed, 10000 included, 0.002 each\",assistant.analysis,2026-11,"
                        + "12500,5.00,eur\r\n");
    }

    private void moveTo(String instant) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    }

    private Caller operator() {
        return Caller.at(clock, server, null, "platform:admin");
    }

    private Caller owner(UUID of) {
        return Caller.at(clock, server, of, "billing:read", "billing:manage", "usage:read", "tenant:read");
    }

    private UUID newTenant(String plan) {
        var body = Map.of("name", "Acme Bank", "slug", "t" + UUID.randomUUID(), "plan", plan);
        return UUID.fromString(operator().post("/v1/tenants", body).id());
    }

    private void use(long quantity) {
        reportAt(clock.instant().toString(), quantity);
    }

    private void reportAt(String instant, long quantity) {
        var event = Map.of("id", UUID.randomUUID(), "meter", METER, "quantity", quantity, "occurred_at", instant);
        var reporter = Caller.at(clock, server, tenant, "internal:usage");
        assertThat(reporter.post("/internal/v1/usage-events", Map.of("events", List.of(event)))
                        .status())
                .isEqualTo(200);
    }

    private void close(String at, String month) {
        moveTo(at);
        assertThat(operator()
                        .post("/v1/platform/month-closings", Map.of("month", month))
                        .status())
                .isEqualTo(200);
    }

    private void reviewAt(String instant) {
        moveTo(instant);
        job.reviewAll();
    }

    private JsonNode invoices() {
        return owner(tenant).get("/v1/invoices").body().path("items");
    }

    private JsonNode invoice() {
        return owner(tenant)
                .get("/v1/invoices/" + invoices().get(0).path("id").asText())
                .body();
    }

    private String status() {
        return owner(tenant).get("/v1/tenant").body().path("status").asText();
    }

    private void invite(String email) {
        text("insert into tenant.member (tenant_id, id, email, role, status, oidc_subject, created_at) values ('"
                + tenant + "', gen_random_uuid(), '" + email
                + "', 'owner', 'active', gen_random_uuid()::text, now()) returning id");
    }

    private List<String> mails() throws SQLException {
        return List.of(
                text("select string_agg(subject, '|' order by created_at, id) from tenant.mail where tenant_id = '"
                                + tenant + "'")
                        .split("\\|"));
    }

    private String text(String sql) {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

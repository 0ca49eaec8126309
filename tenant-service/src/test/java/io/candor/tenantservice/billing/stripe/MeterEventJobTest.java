package io.candor.tenantservice.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.stripeserver.StripeMeters;
import io.candor.tenantservice.stripeserver.StripeServer.Fault;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeterEventJobTest implements TestPropertyProvider {
    private static final String METER = "assistant.analysis";
    private static final String EVENTS = "/v1/billing/meter_events";

    private final StripeFixture fixture = new StripeFixture();

    @Inject
    EmbeddedServer server;

    @Inject
    MeterEventJob job;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;

    @Override
    public Map<String, String> getProperties() {
        return fixture.properties();
    }

    @BeforeEach
    void createTenant() {
        var day = Duration.between(fixture.clock.instant(), Instant.parse("2026-11-20T12:00:00Z"));
        fixture.clock.advance(day);
        tenant = fixture.newTenant(server, "team");
    }

    @AfterEach
    void stripesRulesWereKept() throws Exception {
        runUntilIdle();
        assertThat(fixture.stripe.violations()).isEmpty();
    }

    @AfterAll
    void stop() {
        fixture.stripe.close();
    }

    @Test
    void unitsAreSummedUpAndArriveOnce() throws Exception {
        fixture.use(server, tenant, METER, 1, 2, 3);
        fixture.use(server, tenant, METER, 4);

        runUntilIdle();
        runUntilIdle();

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.value()).isEqualTo(10);
            assertThat(event.timestamp()).isEqualTo(fixture.clock.instant());
        });
    }

    @Test
    void unitsOfTestKeysAreNeverSent() throws Exception {
        fixture.report(server, tenant, List.of(fixture.event(METER, 5, true)));

        runUntilIdle();

        assertThat(fixture.customer(tenant)).isEmpty();
    }

    @Test
    void aRepeatedReportIsSentOnce() throws Exception {
        var event = fixture.event(METER, 5, false);
        fixture.report(server, tenant, List.of(event));
        runUntilIdle();
        fixture.report(server, tenant, List.of(event));

        runUntilIdle();

        assertThat(fixture.received(tenant, METER)).isEqualTo(5);
    }

    @Test
    void anAnswerThatIsLostDoesNotDoubleTheUnits() throws Exception {
        fixture.use(server, tenant, METER, 7);
        fixture.loseAnswer(EVENTS);

        assertThat(job.runOnce()).isEqualTo(MeterEventJob.Round.BLOCKED);
        assertThat(fixture.received(tenant, METER)).isEqualTo(7);
        assertThat(state()).isEqualTo("open");
        fixture.clock.advance(Duration.ofHours(2));
        runUntilIdle();

        assertThat(fixture.received(tenant, METER)).isEqualTo(7);
        assertThat(state()).isEqualTo("sent");
    }

    @Test
    void afterADayStripeIsAskedWhetherALostAnswerWasAYes() throws Exception {
        fixture.use(server, tenant, METER, 7);
        fixture.loseAnswer(EVENTS);
        job.runOnce();
        fixture.clock.advance(Duration.ofHours(30));
        fixture.use(server, tenant, METER, 2);

        runUntilIdle();

        assertThat(events()).extracting(StripeMeters.Event::value).containsExactly(7L, 2L);
    }

    @Test
    void afterADayStripeIsAskedWhetherALostRequestArrived() throws Exception {
        fixture.use(server, tenant, METER, 7);
        fixture.stripe.expect(new Fault.Refuse(EVENTS, 500, "", ""));
        job.runOnce();
        var attempts = attempts();
        fixture.clock.advance(Duration.ofHours(30));

        runUntilIdle();

        assertThat(events()).extracting(StripeMeters.Event::value).containsExactly(7L);
        assertThat(attempts()).hasSize(attempts.size() + 1).doesNotHaveDuplicates();
    }

    @Test
    void aFailureOfStripesOwnIsNotRepeatedByItsIdempotency() throws Exception {
        fixture.use(server, tenant, METER, 3);
        fixture.stripe.refuseNext(EVENTS, 500);
        job.runOnce();
        assertThat(fixture.received(tenant, METER)).isZero();
        fixture.clock.advance(Duration.ofMinutes(6));

        runUntilIdle();

        assertThat(fixture.received(tenant, METER)).isEqualTo(3);
    }

    @Test
    void aRateLimitIsWaitedFor() throws Exception {
        fixture.use(server, tenant, METER, 3);
        fixture.stripe.expect(new Fault.Refuse(EVENTS, 429, "rate_limit", "1"));

        assertThat(job.runOnce()).isEqualTo(MeterEventJob.Round.BLOCKED);
        assertThat(job.runOnce()).isEqualTo(MeterEventJob.Round.IDLE);
        fixture.clock.advance(Duration.ofMinutes(6));
        runUntilIdle();

        assertThat(fixture.received(tenant, METER)).isEqualTo(3);
    }

    @Test
    void daysWithoutStripeLoseNothingAndKeepTheirTimes() throws Exception {
        fixture.use(server, tenant, METER, 1);
        runUntilIdle();
        fixture.stripe.setAway(true);
        for (var day = 0; day < 3; day++) {
            fixture.clock.advance(Duration.ofDays(1));
            fixture.use(server, tenant, METER, 10, 20);
            runUntilIdle();
        }
        fixture.stripe.setAway(false);
        fixture.clock.advance(Duration.ofMinutes(10));

        runUntilIdle();

        assertThat(events()).extracting(StripeMeters.Event::value).containsExactly(1L, 30L, 30L, 30L);
        assertThat(events())
                .extracting(event -> event.timestamp().toString())
                .containsExactly(
                        "2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z", "2026-11-23T12:00:00Z");
    }

    @Test
    void unitsOfAClosedMonthBecomeAnItemOfTheNextInvoice() throws Exception {
        fixture.use(server, tenant, METER, 9_990);
        runUntilIdle();
        fixture.stripe.setAway(true);
        fixture.use(server, tenant, METER, 500, 10);
        runUntilIdle();
        fixture.clock.advance(Duration.ofDays(40));
        fixture.use(server, tenant, METER, 3);
        fixture.stripe.setAway(false);

        runUntilIdle();

        assertThat(items()).singleElement().satisfies(item -> {
            // 500 of the 510 units are beyond the 10,000 that the plan includes, at 0.002 each.
            assertThat(item).containsEntry("amount", "100").containsEntry("currency", "eur");
            assertThat(String.valueOf(item.get("description"))).contains("510", "2026-11");
        });
        assertThat(events()).extracting(StripeMeters.Event::value).containsExactly(9_990L, 3L);
    }

    @Test
    void aLateItemIsMadeOnceThoughItsAnswerIsLost() throws Exception {
        fixture.use(server, tenant, METER, 20_000);
        fixture.clock.advance(Duration.ofDays(40));
        fixture.loseAnswer("/v1/invoiceitems");
        job.runOnce();
        fixture.clock.advance(Duration.ofDays(3));

        runUntilIdle();

        assertThat(items()).hasSize(1);
        assertThat(state()).isEqualTo("settled");
    }

    @Test
    void aLostAnswerOfAClosedMonthIsNotChargedTwice() throws Exception {
        fixture.use(server, tenant, METER, 20_000);
        fixture.loseAnswer(EVENTS);
        job.runOnce();
        fixture.clock.advance(Duration.ofDays(40));

        runUntilIdle();

        assertThat(items()).isEmpty();
        assertThat(fixture.received(tenant, METER)).isEqualTo(20_000);
        assertThat(state()).isEqualTo("sent");
    }

    @Test
    void aCustomerAndMeterHasOneCallAtATime() throws Exception {
        fixture.use(server, tenant, METER, 1);
        var latch = new CountDownLatch(1);
        fixture.stripe.expect(new Fault.Delay(EVENTS, latch));
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = background.submit(job::runOnce);
            Eventually.assertThat(this::attempts, attempts -> attempts.size() == 1);
            fixture.use(server, tenant, METER, 2);
            job.runOnce();
            assertThat(attempts()).hasSize(1);
            latch.countDown();
            slow.get();
        }

        runUntilIdle();

        assertThat(fixture.received(tenant, METER)).isEqualTo(3);
    }

    @Test
    void aRefusalKeepsTheUnitsUntilItIsMended() throws Exception {
        fixture.use(server, tenant, METER, 5);
        fixture.stripe.expect(new Fault.Refuse(EVENTS, 400, "no_meter", ""));
        job.runOnce();
        assertThat(state()).isEqualTo("open");
        fixture.clock.advance(Duration.ofMinutes(10));

        runUntilIdle();

        assertThat(fixture.received(tenant, METER)).isEqualTo(5);
    }

    private void runUntilIdle() throws InterruptedException, ExecutionException {
        MeterEventJob.Round round;
        do {
            round = job.runOnce();
        } while (round == MeterEventJob.Round.DONE);
    }

    private List<StripeMeters.Event> events() {
        return fixture.stripe.objects().meters().events().stream()
                .filter(event -> event.customer().equals(fixture.customer(tenant)))
                .toList();
    }

    private List<String> attempts() {
        return fixture.stripe.requests("POST", EVENTS).stream()
                .filter(request ->
                        fixture.customer(tenant).equals(request.form().get("payload[stripe_customer_id]")))
                .map(request -> request.form().get("identifier"))
                .toList();
    }

    private List<Map<String, Object>> items() {
        return fixture.stripe.objects().all("invoiceitem").stream()
                .filter(item -> fixture.customer(tenant).equals(item.get("customer")))
                .toList();
    }

    private String state() throws SQLException {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.prepareStatement(
                        "select string_agg(distinct state, ',') from tenant.stripe_meter_send where tenant_id = ?")) {
            statement.setObject(1, tenant);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}

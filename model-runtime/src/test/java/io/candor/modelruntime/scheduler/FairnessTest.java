package io.candor.modelruntime.scheduler;

import static io.candor.modelruntime.scheduler.QueueFixture.withBuckets;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns, debts and what is remembered of tenants, case by case. */
class FairnessTest {
    @Test
    void tenantsOfEqualWeightTakeTurns() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(1));
        offerMany(fixture, "a", 1, 3);
        offerMany(fixture, "b", 1, 3);

        assertThat(pollAll(fixture, 6)).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void aTenantOfTwiceTheWeightIsServedTwiceAsOften() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(1));
        offerMany(fixture, "a", 1, 100);
        offerMany(fixture, "b", 2, 100);

        assertThat(pollAll(fixture, 30)).filteredOn("b"::equals).hasSizeBetween(19, 21);
    }

    @Test
    void whoSendsLongRequestsIsServedLessOften() {
        var fixture = new QueueFixture(withBuckets(1, Duration.ZERO, List.of(10, 40)));
        for (var i = 0; i < 100; i++) {
            fixture.offerLong("short", "short", 10);
            fixture.offerLong("long", "long", 40);
        }

        assertThat(pollAll(fixture, 50)).filteredOn("short"::equals).hasSizeBetween(39, 41);
    }

    @Test
    void whoComesNewIsServedNextHoweverMuchOthersHaveQueued() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        offerMany(fixture, "flood", 1, 100);
        pollAll(fixture, 3);

        fixture.offer("light", "light");

        assertThat(fixture.poll()).contains("light");
    }

    @Test
    void aBatchIsFilledInTheOrderOfTurns() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        offerMany(fixture, "a", 1, 10);
        offerMany(fixture, "b", 1, 10);

        assertThat(fixture.poll()).containsExactly("a", "b", "a", "b");
    }

    @Test
    void whoFillsFreePlacesPaysForThemLater() {
        var fixture = new QueueFixture(withBuckets(4, Duration.ZERO, List.of(10, 40)));
        fixture.offerLong("leader", "leader", 10);
        for (var i = 0; i < 3; i++) {
            fixture.offerLong("filler", "filler", 10);
        }
        for (var i = 0; i < 6; i++) {
            fixture.offerLong("leader", "leader long", 40);
            fixture.offerLong("filler", "filler long", 40);
        }

        assertThat(fixture.poll()).containsExactly("leader", "filler", "filler", "filler");
        assertThat(fixture.queue.debt("filler")).isEqualTo(30);
        assertThat(fixture.poll()).startsWith("leader long");
    }

    @Test
    void nobodyOwesMoreThanAFullBatchOfTheLongest() {
        var fixture = new QueueFixture(withBuckets(4, Duration.ZERO, List.of(10)));
        for (var i = 0; i < 40; i++) {
            fixture.offerLong("filler", "filler", 10);
        }
        for (var i = 0; i < 10; i++) {
            fixture.queue.offer(new Submission<>("leader", "leader", 1_000_000, 1, 10, 0, null), 0);
            assertThat(fixture.poll()).contains("leader");

            assertThat(fixture.queue.debt("filler")).isLessThanOrEqualTo(fixture.queue.mostDebt());
        }

        assertThat(fixture.queue.mostDebt()).isEqualTo(40);
    }

    @Test
    void aDebtOutlivesAnEmptyQueueWhileOthersWait() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        fixture.offer("other", "other");
        offerMany(fixture, "a", 1, 3);
        fixture.queue.offer(new Submission<>("other", "other", 1, 4, 0, 0, null), 0);
        assertThat(fixture.poll()).containsExactly("other", "a", "a", "a");
        assertThat(fixture.queue.debt("a")).isEqualTo(3);

        offerMany(fixture, "a", 1, 1);

        assertThat(fixture.queue.debt("a")).isEqualTo(3);
        assertThat(fixture.poll()).containsExactly("other");
    }

    @Test
    void debtsAreForgottenWhenNobodyWaits() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        offerMany(fixture, "a", 1, 4);
        fixture.poll();
        fixture.assertIdle();

        assertThat(fixture.queue.debt("a")).isZero();
        offerMany(fixture, "a", 1, 1);
        offerMany(fixture, "b", 1, 1);
        assertThat(fixture.poll()).containsExactly("a", "b");
    }

    @Test
    void aPrioritySpendsOnlyItsOwnTenantsTurns() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(1));
        for (var i = 0; i < 4; i++) {
            fixture.offerAt(1, "a", "a");
            fixture.offer("b", "b");
        }

        assertThat(pollAll(fixture, 4)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void aNewWeightCountsFromTheNextTurn() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(1));
        offerMany(fixture, "a", 1, 100);
        offerMany(fixture, "b", 1, 100);
        pollAll(fixture, 10);

        offerMany(fixture, "b", 3, 1);

        assertThat(pollAll(fixture, 40)).filteredOn("b"::equals).hasSizeBetween(29, 31);
    }

    @Test
    void onlySoManyTenantsAreRemembered() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(1));
        fixture.offer("waiting", "waiting");
        for (var i = 0; i < 3 * Tenants.MOST_IDLE; i++) {
            fixture.queue.cancel(fixture.offer("tenant " + i, "cancelled"));
        }

        assertThat(fixture.queue.rememberedTenants()).isEqualTo(Tenants.MOST_IDLE + 1);
        assertThat(fixture.poll()).containsExactly("waiting");
    }

    private static void offerMany(QueueFixture fixture, String tenant, int weight, int count) {
        for (var i = 0; i < count; i++) {
            fixture.queue.offer(new Submission<>(tenant, tenant, weight, 1, 0, 0, null), fixture.now);
        }
    }

    private static List<String> pollAll(QueueFixture fixture, int batches) {
        var items = new ArrayList<String>();
        for (var i = 0; i < batches; i++) {
            items.addAll(fixture.poll());
        }
        return items;
    }
}

package io.candor.modelruntime.scheduler;

import static io.candor.modelruntime.scheduler.QueueFixture.batching;
import static io.candor.modelruntime.scheduler.QueueFixture.withBuckets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Batch sizes, delay, length buckets and cancellation, one tenant or two. */
class BatchQueueTest {
    private static final Duration DELAY = Duration.ofMillis(5);

    @Test
    void nothingQueuedIsIdle() {
        new QueueFixture(SchedulerSettings.ofMaxBatchSize(4)).assertIdle();
    }

    @Test
    void withoutDelayWhatIsThereLeavesAtOnce() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        fixture.offer("a", "1");
        fixture.offer("a", "2");

        assertThat(fixture.poll()).containsExactly("1", "2");
        fixture.assertIdle();
    }

    @Test
    void aBatchHasAtMostTheMaximumOfRows() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(2));
        for (var item : List.of("1", "2", "3")) {
            fixture.offer("a", item);
        }

        assertThat(fixture.poll()).containsExactly("1", "2");
        assertThat(fixture.poll()).containsExactly("3");
        fixture.assertIdle();
    }

    @Test
    void aMaximumOfOneMeansNoBatching() {
        var fixture = new QueueFixture(batching(1, Set.of(), DELAY));
        fixture.offer("a", "1");
        fixture.offer("a", "2");

        assertThat(fixture.poll()).containsExactly("1");
        assertThat(fixture.poll()).containsExactly("2");
    }

    @Test
    void withDelayARequestWaitsForOthersUntilTheDelayHasPassed() {
        var fixture = new QueueFixture(batching(4, Set.of(), DELAY));
        fixture.offer("a", "1");
        fixture.assertWaitsUntil(DELAY);
        fixture.pass(Duration.ofMillis(4));
        fixture.offer("b", "2");
        fixture.assertWaitsUntil(DELAY);

        fixture.pass(Duration.ofMillis(1));

        assertThat(fixture.poll()).containsExactly("1", "2");
        fixture.assertIdle();
    }

    @Test
    void aFullBatchDoesNotWait() {
        var fixture = new QueueFixture(batching(2, Set.of(), DELAY));
        fixture.offer("a", "1");
        fixture.offer("b", "2");
        fixture.offer("a", "3");

        assertThat(fixture.poll()).containsExactly("1", "2");
        fixture.assertWaitsUntil(DELAY);
    }

    @Test
    void aPreferredSizeLeavesAtOnce() {
        var fixture = new QueueFixture(batching(8, Set.of(2, 4), DELAY));
        fixture.offer("a", "1");
        fixture.assertWaitsUntil(DELAY);

        fixture.offer("a", "2");

        assertThat(fixture.poll()).containsExactly("1", "2");
    }

    @Test
    void theLargestPreferredSizeThatIsReachedIsTaken() {
        var fixture = new QueueFixture(batching(8, Set.of(2, 4), DELAY));
        for (var item : List.of("1", "2", "3", "4", "5")) {
            fixture.offer("a", item);
        }

        assertThat(fixture.poll()).containsExactly("1", "2", "3", "4");
        fixture.assertWaitsUntil(DELAY);
    }

    @Test
    void whenTheDelayHasPassedAllThatIsThereLeavesWhateverIsPreferred() {
        var fixture = new QueueFixture(batching(8, Set.of(4), DELAY));
        for (var item : List.of("1", "2", "3", "4", "5")) {
            fixture.offer("a", item);
        }

        fixture.pass(DELAY);

        assertThat(fixture.poll()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void withoutDelayAPreferredSizeIsStillTakenFirst() {
        var fixture = new QueueFixture(batching(8, Set.of(4), Duration.ZERO));
        for (var item : List.of("1", "2", "3", "4", "5")) {
            fixture.offer("a", item);
        }

        assertThat(fixture.poll()).containsExactly("1", "2", "3", "4");
        assertThat(fixture.poll()).containsExactly("5");
    }

    @Test
    void aRequestLargerThanThePreferredSizesDoesNotWait() {
        var fixture = new QueueFixture(batching(8, Set.of(4), DELAY));
        fixture.offerRows("a", "1", 6);

        assertThat(fixture.poll()).containsExactly("1");
    }

    @Test
    void aBatchThatTheNextWouldCarryPastThePreferredSizesLeavesWithoutIt() {
        var fixture = new QueueFixture(batching(8, Set.of(4), DELAY));
        fixture.offerRows("a", "1", 3);
        fixture.assertWaitsUntil(DELAY);

        fixture.offerRows("a", "2", 3);

        assertThat(fixture.poll()).containsExactly("1");
        fixture.assertWaitsUntil(DELAY);
    }

    @Test
    void rowsThatReachNoPreferredSizeWait() {
        var fixture = new QueueFixture(batching(8, Set.of(4, 8), DELAY));
        fixture.offerRows("a", "1", 3);
        fixture.offerRows("b", "2", 3);

        fixture.assertWaitsUntil(DELAY);
        fixture.assertWaitsUntil(DELAY);
        fixture.offerRows("a", "3", 2);

        assertThat(fixture.poll()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void aRequestOfSeveralRowsIsNeverSplit() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        fixture.offerRows("a", "1", 3);
        fixture.offerRows("a", "2", 2);

        assertThat(fixture.poll()).containsExactly("1");
        assertThat(fixture.poll()).containsExactly("2");
    }

    @Test
    void whatDoesNotFitLeavesItsPlaceToAnotherTenant() {
        var fixture = new QueueFixture(batching(4, Set.of(), DELAY));
        fixture.offerRows("a", "1", 3);
        fixture.offerRows("b", "2", 2);
        fixture.offerRows("c", "3", 1);

        assertThat(fixture.poll()).containsExactly("1", "3");
        fixture.assertWaitsUntil(DELAY);
    }

    @Test
    void aBatchThatCannotGrowDoesNotWait() {
        var fixture = new QueueFixture(batching(4, Set.of(), DELAY));
        fixture.offerRows("a", "1", 3);
        fixture.offerRows("b", "2", 2);

        assertThat(fixture.poll()).containsExactly("1");
    }

    @Test
    void moreRowsThanABatchHoldsAreRefused() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.offerRows("a", "1", 5))
                .withMessage("The request has 5 rows, max_batch_size is 4");
        fixture.assertIdle();
    }

    @Test
    void onlyTheSameLengthsBatchTogether() {
        var fixture = new QueueFixture(withBuckets(8, Duration.ZERO, List.of(16, 64)));
        fixture.offerLong("a", "short 1", 16);
        fixture.offerLong("a", "long 1", 17);
        fixture.offerLong("b", "long 2", 64);
        fixture.offerLong("b", "short 2", 0);
        fixture.offerLong("b", "longer than all", 1_000);

        assertThat(fixture.poll()).containsExactly("short 1", "short 2");
        assertThat(fixture.poll()).containsExactly("long 1", "long 2", "longer than all");
    }

    @Test
    void aBatchThatIsReadyDoesNotWaitForOneOfOtherLengths() {
        var fixture = new QueueFixture(withBuckets(2, DELAY, List.of(16, 64)));
        fixture.offerLong("a", "short", 1);
        fixture.offerLong("a", "long 1", 64);
        fixture.offerLong("a", "long 2", 64);

        assertThat(fixture.poll()).containsExactly("long 1", "long 2");
        fixture.assertWaitsUntil(DELAY);
        fixture.pass(DELAY);
        assertThat(fixture.poll()).containsExactly("short");
    }

    @Test
    void aCancelledRequestNeverLeaves() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        fixture.offer("a", "1");
        var second = fixture.offer("a", "2");
        fixture.offer("a", "3");

        assertThat(fixture.queue.cancel(second)).isTrue();

        assertThat(fixture.queue.cancel(second)).isFalse();
        assertThat(fixture.queue.size()).isEqualTo(2);
        assertThat(fixture.poll()).containsExactly("1", "3");
    }

    @Test
    void aRequestThatHasLeftCannotBeCancelled() {
        var fixture = new QueueFixture(SchedulerSettings.ofMaxBatchSize(4));
        var first = fixture.offer("a", "1");
        fixture.poll();

        assertThat(fixture.queue.cancel(first)).isFalse();
    }

    @Test
    void theDelayIsThatOfTheOldestLeft() {
        var fixture = new QueueFixture(batching(4, Set.of(), DELAY));
        var first = fixture.offer("a", "1");
        fixture.pass(Duration.ofMillis(2));
        fixture.offer("a", "2");

        fixture.queue.cancel(first);

        fixture.assertWaitsUntil(Duration.ofMillis(7));
    }

    @Test
    void inAHurryNothingWaits() {
        var fixture = new QueueFixture(batching(4, Set.of(), DELAY));
        fixture.offer("a", "1");
        fixture.assertWaitsUntil(DELAY);

        fixture.queue.hurry();

        assertThat(fixture.poll()).containsExactly("1");
    }

    @Test
    void allCanBeTakenOut() {
        var fixture = new QueueFixture(withBuckets(4, DELAY, List.of(16, 64)));
        fixture.offerLong("a", "1", 1);
        fixture.offerLong("b", "2", 1);
        fixture.offerLong("a", "3", 64);

        var removed = fixture.queue.removeAll();

        assertThat(removed).extracting(request -> request.item).containsExactlyInAnyOrder("1", "2", "3");
        fixture.assertIdle();
    }
}

package io.candor.modelruntime.scheduler;

import static io.candor.modelruntime.scheduler.SchedulerFixture.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final SchedulerSettings BATCHES = SchedulerSettings.ofMaxBatchSize(8);
    private static final SchedulerSettings ONE_BY_ONE = SchedulerSettings.ofMaxBatchSize(1);

    @Test
    void whatComesWhileTheModelRunsMakesTheNextBatch() throws Exception {
        try (var fixture = new SchedulerFixture(BATCHES, 1)) {
            var first = fixture.submit("a", "1");
            var running = fixture.nextRun();
            var second = fixture.submit("a", "2");
            var third = fixture.submit("b", "3");
            assertThat(fixture.scheduler.pending()).isEqualTo(2);

            running.succeed();
            fixture.nextRun().succeed();

            assertThat(List.of(answer(first), answer(second), answer(third))).containsExactly("1!", "2!", "3!");
            assertThat(fixture.executed).extracting(BatchStatistics::rows).containsExactly(1, 2);
            assertThat(fixture.scheduler.pending()).isZero();
        }
    }

    @Test
    void statisticsTellRowsTenantsAndTimes() throws Exception {
        try (var fixture = new SchedulerFixture(BATCHES, 1)) {
            var first = fixture.submit("a", "1");
            var running = fixture.nextRun();
            var second = fixture.scheduler.submit(new Submission<>("2", "b", 1, 3, 0, 0, null));
            running.succeed();
            fixture.nextRun().succeed();
            answer(first);
            answer(second);

            var batch = fixture.executed.getLast();

            assertThat(batch.rows()).isEqualTo(3);
            assertThat(batch.requests()).singleElement().satisfies(request -> {
                assertThat(request.tenant()).isEqualTo("b");
                assertThat(request.rows()).isEqualTo(3);
                assertThat(request.queue()).isPositive();
            });
            assertThat(List.of(batch.input(), batch.infer(), batch.output()))
                    .containsExactly(Duration.ofNanos(1), Duration.ofNanos(2), Duration.ofNanos(3));
            assertThat(fixture.heard).containsExactlyInAnyOrder("queued a 1", "queued b 3");
        }
    }

    @Test
    void instancesRunAtTheSameTime() throws Exception {
        try (var fixture = new SchedulerFixture(ONE_BY_ONE, 2)) {
            fixture.submit("a", "1");
            fixture.submit("a", "2");

            var both = List.of(fixture.nextRun().items(), fixture.nextRun().items());

            assertThat(both).containsExactlyInAnyOrder(List.of("1"), List.of("2"));
        }
    }

    @Test
    void aLoneRequestWaitsForOthersUntilAPreferredSizeIsThere() throws Exception {
        var patient = QueueFixture.batching(8, Set.of(2), Duration.ofDays(1));
        try (var fixture = new SchedulerFixture(patient, 2)) {
            var first = fixture.submit("a", "1");
            assertThat(fixture.hasRun()).isFalse();
            var second = fixture.submit("b", "2");

            var run = fixture.nextRun();

            assertThat(run.items()).containsExactly("1", "2");
            run.succeed();
            assertThat(List.of(answer(first), answer(second))).containsExactly("1!", "2!");
        }
    }

    @Test
    void aLoneRequestRunsWhenItsDelayHasPassed() throws Exception {
        try (var fixture = new SchedulerFixture(QueueFixture.batching(8, Set.of(), Duration.ofMillis(2)), 2)) {
            var lone = fixture.submit("a", "1");

            fixture.nextRun().succeed();

            assertThat(answer(lone)).isEqualTo("1!");
        }
    }

    @Test
    void whoTakesABatchWakesAnotherForWhatIsLeft() throws Exception {
        var settings = QueueFixture.withBuckets(8, Duration.ofMillis(2), List.of(16, 64));
        try (var fixture = new SchedulerFixture(settings, 2)) {
            fixture.scheduler.submit(new Submission<>("short", "a", 1, 1, 16, 0, null));
            fixture.scheduler.submit(new Submission<>("long", "a", 1, 1, 64, 0, null));

            var both = List.of(fixture.nextRun().items(), fixture.nextRun().items());

            assertThat(both).containsExactlyInAnyOrder(List.of("short"), List.of("long"));
        }
    }

    @Test
    void moreRowsThanABatchHoldsAreRefused() {
        try (var fixture = new SchedulerFixture(BATCHES, 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.scheduler.submit(new Submission<>("1", "a", 1, 9, 0, 0, null)));
            assertThat(fixture.heard).isEmpty();
        }
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        var small = QueueFixture.withPolicy(1, new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, 1));
        try (var fixture = new SchedulerFixture(small, 1)) {
            fixture.submit("a", "running");
            fixture.nextRun();
            fixture.submit("a", "queued");

            var refused = fixture.submit("a", "too many");

            assertThat(failure(refused))
                    .isInstanceOfSatisfying(
                            QueueFullException.class,
                            full -> assertThat(full.retryAfter()).isPositive());
            assertThat(fixture.heard).contains("rejected a QUEUE_FULL");
        }
    }

    @Test
    void aCancelledRequestNeverRunsAndFreesItsPlace() throws Exception {
        var small = QueueFixture.withPolicy(1, new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, 1));
        try (var fixture = new SchedulerFixture(small, 1)) {
            fixture.submit("a", "running");
            var running = fixture.nextRun();
            var cancelled = fixture.submit("a", "cancelled");

            assertThat(cancelled.cancel(true)).isTrue();

            assertThat(fixture.scheduler.pending()).isZero();
            assertThat(fixture.heard).contains("rejected a CANCELLED");
            var other = fixture.submit("a", "other");
            running.succeed();
            var next = fixture.nextRun();
            assertThat(next.items()).containsExactly("other");
            next.succeed();
            assertThat(answer(other)).isEqualTo("other!");
            assertThat(cancelled).isCancelled();
        }
    }

    @Test
    void cancellingWhatRunsLeavesTheOthersOfItsBatchAlone() throws Exception {
        var pairs = QueueFixture.batching(2, Set.of(), Duration.ofDays(1));
        try (var fixture = new SchedulerFixture(pairs, 1)) {
            var first = fixture.submit("a", "1");
            var second = fixture.submit("b", "2");
            var run = fixture.nextRun();

            first.cancel(true);
            run.succeed();

            assertThat(answer(second)).isEqualTo("2!");
            assertThat(first).isCancelled();
            assertThat(fixture.heard).containsExactlyInAnyOrder("queued a 1", "queued b 1");
            assertThat(fixture.executed).extracting(BatchStatistics::rows).containsExactly(2);
        }
    }

    @Test
    void aPoisonousRequestFailsAlone() throws Exception {
        var pairs = QueueFixture.batching(3, Set.of(), Duration.ofDays(1));
        try (var fixture = new SchedulerFixture(pairs, 1)) {
            var first = fixture.submit("a", "1");
            var poison = fixture.submit("b", "poison");
            var third = fixture.submit("c", "3");
            fixture.nextRun().fail(new IllegalArgumentException("together"));

            for (var i = 0; i < 3; i++) {
                var alone = fixture.nextRun();
                assertThat(alone.items()).hasSize(1);
                if (alone.items().contains("poison")) {
                    alone.fail(new IllegalArgumentException("alone"));
                } else {
                    alone.succeed();
                }
            }

            assertThat(List.of(answer(first), answer(third))).containsExactly("1!", "3!");
            assertThat(failure(poison))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("alone");
            assertThat(fixture.heard).contains("failed b").doesNotContain("failed a", "failed c");
            assertThat(fixture.executed).extracting(BatchStatistics::rows).containsExactly(1, 1);
        }
    }

    @Test
    void aRequestThatFailsAloneIsNotRunAgain() throws Exception {
        try (var fixture = new SchedulerFixture(BATCHES, 1)) {
            var poison = fixture.submit("a", "poison");
            fixture.nextRun().fail(new IllegalStateException("no"));
            assertThat(failure(poison)).hasMessage("no");

            var next = fixture.submit("a", "next");

            var run = fixture.nextRun();
            assertThat(run.items()).containsExactly("next");
            run.succeed();
            assertThat(answer(next)).isEqualTo("next!");
        }
    }

    @Test
    void aRunnerThatGivesTooFewResultsHasFailed() throws Exception {
        try (var fixture = new SchedulerFixture(BATCHES, 1)) {
            var lost = fixture.submit("a", "1");

            fixture.nextRun().end().complete(List.of());

            assertThat(failure(lost)).hasMessage("The model gave 0 results for 1 requests");
        }
    }

    @Test
    void anErrorInTheRunnerDoesNotStopTheInstance() throws Exception {
        var runner = new BatchRunner<String, String>() {
            @Override
            public BatchOutcome<String> run(List<String> items) {
                if (items.contains("deep")) {
                    Thread.currentThread().interrupt();
                    throw new StackOverflowError();
                }
                return new BatchOutcome<>(items, Duration.ZERO, Duration.ZERO, Duration.ZERO);
            }
        };
        try (var scheduler = new Scheduler<>("echo", ONE_BY_ONE, List.of(runner), SchedulerListener.NONE)) {
            assertThat(failure(scheduler.submit(Submission.of("deep", "a")))).isInstanceOf(StackOverflowError.class);

            assertThat(answer(scheduler.submit(Submission.of("flat", "a")))).isEqualTo("flat");
        }
    }

    @Test
    void aRequestTimesOutThoughAllInstancesAreBusy() throws Exception {
        var policy = new QueuePolicy(TimeoutAction.REJECT, Duration.ofDays(1), true, 0);
        try (var fixture = new SchedulerFixture(QueueFixture.withPolicy(1, policy), 1)) {
            var first = fixture.submit("a", "1");
            var running = fixture.nextRun();

            var late = fixture.scheduler.submit(new Submission<>("2", "b", 1, 1, 0, 0, Duration.ofMillis(2)));

            assertThat(failure(late)).isInstanceOf(TimedOutException.class);
            assertThat(fixture.heard).contains("rejected b TIMEOUT");
            running.succeed();
            assertThat(answer(first)).isEqualTo("1!");
        }
    }

    @Test
    void answersOfATenantLeaveInTheOrderOfItsRequests() throws Exception {
        try (var fixture = new SchedulerFixture(ordered(), 3)) {
            var left = new ArrayList<String>();
            var first = fixture.submit("a", "1");
            var slow = fixture.nextRun();
            var second = fixture.submit("a", "2");
            var fast = fixture.nextRun();
            var other = fixture.submit("b", "other");
            var third = fixture.nextRun();
            var all = CompletableFuture.allOf(first.thenAccept(left::add), second.thenAccept(left::add));

            fast.succeed();
            third.succeed();
            assertThat(answer(other)).isEqualTo("other!");
            assertThat(second).isNotDone();
            slow.succeed();

            answer(all);
            assertThat(left).containsExactly("1!", "2!");
        }
    }

    @Test
    void whoWillNotBeAnsweredHoldsUpNobody() throws Exception {
        try (var fixture = new SchedulerFixture(ordered(), 1)) {
            var first = fixture.submit("a", "fails");
            var failing = fixture.nextRun();
            var second = fixture.submit("a", "cancelled");
            var third = fixture.submit("a", "3");

            second.cancel(false);
            failing.fail(new IllegalStateException("no"));
            fixture.nextRun().succeed();

            assertThat(answer(third)).isEqualTo("3!");
            assertThat(failure(first)).hasMessage("no");
        }
    }

    @Test
    void whatDependsOnAnAnswerDoesNotRunUnderTheLock() throws Exception {
        try (var fixture = new SchedulerFixture(BATCHES, 1)) {
            var seen = fixture.submit("a", "1")
                    .thenApply(answer -> CompletableFuture.supplyAsync(fixture.scheduler::pending)
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join());

            fixture.nextRun().succeed();

            assertThat(answer(seen)).isZero();
        }
    }

    @Test
    void aBrokenListenerHarmsNoRequest() throws Exception {
        var broken = new SchedulerListener() {
            @Override
            public void queued(String tenant, int rows) {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public void executed(BatchStatistics batch) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        BatchRunner<String, String> echo =
                items -> new BatchOutcome<>(items, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (var scheduler = new Scheduler<>("echo", BATCHES, List.of(echo), broken)) {
            assertThat(answer(scheduler.submit(Submission.of("1", "a")))).isEqualTo("1");
        }
    }

    @Test
    void closingFinishesWhatIsQueuedAndRefusesWhatIsNew() throws Exception {
        var patient = QueueFixture.batching(8, Set.of(), Duration.ofDays(1));
        try (var fixture = new SchedulerFixture(patient, 2)) {
            var queued = fixture.submit("a", "1");
            fixture.runners.forEach(runner -> runner.isFree = true);

            fixture.scheduler.close();

            assertThat(queued).isCompletedWithValue("1!");
            assertThat(fixture.runners).allMatch(runner -> runner.isClosed);
            assertThat(failure(fixture.submit("a", "2"))).isInstanceOf(SchedulerClosedException.class);
            assertThat(fixture.heard).contains("rejected a CLOSED");
        }
    }

    @Test
    void whatIsNotFinishedWithinTheGraceFails() throws Exception {
        try (var fixture = new SchedulerFixture(ONE_BY_ONE, 1)) {
            var running = fixture.submit("a", "running");
            var run = fixture.nextRun();
            var queued = fixture.submit("a", "queued");

            fixture.scheduler.close(Duration.ofMillis(1));

            assertThat(failure(running)).isInstanceOf(SchedulerClosedException.class);
            assertThat(failure(queued)).isInstanceOf(SchedulerClosedException.class);
            assertThat(fixture.runners).noneMatch(runner -> runner.isClosed);
            run.succeed();
            fixture.scheduler.close();
            assertThat(fixture.runners).allMatch(runner -> runner.isClosed);
            assertThat(fixture.heard).containsOnlyOnce("rejected a CLOSED");
        }
    }

    @Test
    void anAnswerMayCloseTheScheduler() throws Exception {
        try (var fixture = new SchedulerFixture(ONE_BY_ONE, 1)) {
            var closed = fixture.submit("a", "1").thenRun(fixture.scheduler::close);

            fixture.nextRun().succeed();

            answer(closed);
            fixture.scheduler.close();
            assertThat(fixture.runners).allMatch(runner -> runner.isClosed);
        }
    }

    @Test
    void aModelNeedsAnInstance() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scheduler<String, String>("none", BATCHES, List.of(), SchedulerListener.NONE));
    }

    private static SchedulerSettings ordered() {
        return new SchedulerSettings(
                1, Set.of(), Duration.ZERO, true, 0, 0, QueuePolicy.UNLIMITED, Map.of(), List.of());
    }

    private static Throwable failure(CompletableFuture<String> future) {
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer(future));
        return catchThrowableOfType(ExecutionException.class, () -> answer(future))
                .getCause();
    }
}

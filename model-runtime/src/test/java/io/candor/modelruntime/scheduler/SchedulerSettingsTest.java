package io.candor.modelruntime.scheduler;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SchedulerSettingsTest {
    private static final QueuePolicy DELAY = new QueuePolicy(TimeoutAction.DELAY, Duration.ofSeconds(1), false, 0);

    @Test
    void batchSizesArePositiveAndFit() {
        refused("max_batch_size must be at least 1", () -> SchedulerSettings.ofMaxBatchSize(0));
        refused("preferred_batch_size must be from 1 to max_batch_size", () -> batch(4, Set.of(8), List.of()));
        refused("preferred_batch_size must be from 1 to max_batch_size", () -> batch(4, Set.of(0), List.of()));
    }

    @Test
    void bucketsAscend() {
        refused("length_buckets must be positive and ascending", () -> batch(4, Set.of(), List.of(0)));
        refused("length_buckets must be positive and ascending", () -> batch(4, Set.of(), List.of(16, 16)));
    }

    @Test
    void levelsExist() {
        refused("priority_levels must be from 0 to 32", () -> levels(33, 1, false, QueuePolicy.UNLIMITED, Map.of()));
        refused(
                "default_priority_level must be from 1 to priority_levels",
                () -> levels(3, 0, false, QueuePolicy.UNLIMITED, Map.of()));
        refused(
                "default_priority_level must be from 1 to priority_levels",
                () -> levels(3, 4, false, QueuePolicy.UNLIMITED, Map.of()));
        refused(
                "priority_queue_policy names a level that there is not",
                () -> levels(3, 1, false, QueuePolicy.UNLIMITED, Map.of(4, QueuePolicy.UNLIMITED)));
    }

    @Test
    void orderAllowsNothingThatReorders() {
        refused(
                "priority_levels must be at most 1 where preserve_ordering is true",
                () -> levels(2, 1, true, QueuePolicy.UNLIMITED, Map.of()));
        refused(
                "timeout_action must not be DELAY where preserve_ordering is true",
                () -> levels(1, 1, true, DELAY, Map.of()));
        refused(
                "timeout_action must not be DELAY where preserve_ordering is true",
                () -> levels(1, 1, true, QueuePolicy.UNLIMITED, Map.of(1, DELAY)));
    }

    @Test
    void timesAndSizesAreNotNegative() {
        refused(
                "max_queue_delay_microseconds must be from 0 to a year",
                () -> QueueFixture.batching(4, Set.of(), Duration.ofNanos(-1)));
        refused(
                "default_timeout_microseconds must be from 0 to a year",
                () -> new QueuePolicy(TimeoutAction.REJECT, Duration.ofNanos(-1), false, 0));
        refused(
                "max_queue_size must be from 0 to 65536",
                () -> new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, -1));
    }

    @Test
    void aRequestsFiguresAreChecked() {
        refused("weight must be at least 1", () -> new Submission<>("1", "a", 0, 1, 0, 0, null));
        refused("rows must be at least 1", () -> new Submission<>("1", "a", 1, 0, 0, 0, null));
        refused("length must not be negative", () -> new Submission<>("1", "a", 1, 1, -1, 0, null));
        refused("timeout must not be negative", () -> new Submission<>("1", "a", 1, 1, 0, 0, Duration.ofNanos(-1)));
    }

    private static void refused(String message, ThrowingCallable settings) {
        assertThatIllegalArgumentException().isThrownBy(settings).withMessage(message);
    }

    private static SchedulerSettings batch(int max, Set<Integer> preferred, List<Integer> buckets) {
        return new SchedulerSettings(
                max, preferred, Duration.ZERO, false, 0, 0, QueuePolicy.UNLIMITED, Map.of(), buckets);
    }

    private static SchedulerSettings levels(
            int levels, int defaultLevel, boolean ordered, QueuePolicy policy, Map<Integer, QueuePolicy> policies) {
        return new SchedulerSettings(
                1, Set.of(), Duration.ZERO, ordered, levels, defaultLevel, policy, policies, List.of());
    }
}

package io.candor.modelruntime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A queue whose clock stands in a field, and short words for what tests do to it. */
final class QueueFixture {
    final BatchQueue<String> queue;
    long now;

    QueueFixture(SchedulerSettings settings) {
        queue = new BatchQueue<>(settings);
    }

    Queued<String> offer(String tenant, String item) {
        return queue.offer(Submission.of(item, tenant), now);
    }

    Queued<String> offerRows(String tenant, String item, int rows) {
        return queue.offer(new Submission<>(item, tenant, 1, rows, 0, 0, null), now);
    }

    Queued<String> offerLong(String tenant, String item, int length) {
        return queue.offer(new Submission<>(item, tenant, 1, 1, length, 0, null), now);
    }

    Queued<String> offerAt(int priority, String tenant, String item) {
        return queue.offer(new Submission<>(item, tenant, 1, 1, 0, priority, null), now);
    }

    Queued<String> offerWithin(@Nullable Duration timeout, String tenant, String item) {
        return queue.offer(new Submission<>(item, tenant, 1, 1, 0, 0, timeout), now);
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** The items of the batch that leaves now; empty where none does. */
    List<String> poll() {
        return queue.poll(now) instanceof Decision.Batch<String>(var requests, var rows)
                ? requests.stream().map(request -> request.item).toList()
                : List.of();
    }

    List<String> expired() {
        return queue.expire(now).stream().map(request -> request.item).toList();
    }

    void assertWaitsUntil(Duration sinceStart) {
        assertThat(queue.poll(now)).isEqualTo(new Decision.WaitUntil<String>(sinceStart.toNanos()));
    }

    void assertIdle() {
        assertThat(queue.poll(now)).isEqualTo(new Decision.Idle<String>());
        assertThat(queue.size()).isZero();
    }

    /** Settings to start from. */
    static SchedulerSettings batching(int max, Set<Integer> preferred, Duration delay) {
        return new SchedulerSettings(max, preferred, delay, false, 0, 0, QueuePolicy.UNLIMITED, Map.of(), List.of());
    }

    static SchedulerSettings withPolicy(int max, QueuePolicy policy) {
        return new SchedulerSettings(max, Set.of(), Duration.ZERO, false, 0, 0, policy, Map.of(), List.of());
    }

    static SchedulerSettings withBuckets(int max, Duration delay, List<Integer> buckets) {
        return new SchedulerSettings(max, Set.of(), delay, false, 0, 0, QueuePolicy.UNLIMITED, Map.of(), buckets);
    }
}

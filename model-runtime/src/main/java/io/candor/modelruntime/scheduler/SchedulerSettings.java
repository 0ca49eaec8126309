package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one model's queue batches and orders, by Triton's names and meanings ({@code ModelDynamicBatching}).
 *
 * @param maxBatchSize the most rows that run together; 1 means no batching
 * @param preferredBatchSizes sizes that are sent at once when reached; empty means {@code maxBatchSize} alone
 * @param maxQueueDelay how long a request may wait for others to join it; zero means not at all
 * @param preserveOrdering whether answers of one tenant leave in the order in which its requests came
 * @param priorityLevels how many levels there are, 1 the highest; zero means one
 * @param defaultPriorityLevel the level of a request that names none
 * @param defaultQueuePolicy the policy of levels that have none of their own
 * @param priorityQueuePolicies policies by level
 * @param lengthBuckets ascending upper bounds; requests batch only within a bucket, a longer one falls in the last; empty
 *     where lengths do not matter
 */
public record SchedulerSettings(
        int maxBatchSize,
        Set<Integer> preferredBatchSizes,
        Duration maxQueueDelay,
        boolean preserveOrdering,
        int priorityLevels,
        int defaultPriorityLevel,
        QueuePolicy defaultQueuePolicy,
        Map<Integer, QueuePolicy> priorityQueuePolicies,
        List<Integer> lengthBuckets) {
    /** The most priority levels, and the most length buckets. */
    public static final int MOST_LEVELS = 32;

    static final Duration LONGEST = Duration.ofDays(365);

    /** Checks what Triton checks; the message of the {@link IllegalArgumentException} names the setting. */
    public SchedulerSettings {
        preferredBatchSizes = Set.copyOf(preferredBatchSizes);
        priorityQueuePolicies = Map.copyOf(priorityQueuePolicies);
        lengthBuckets = List.copyOf(lengthBuckets);
        require(maxBatchSize >= 1, "max_batch_size must be at least 1");
        for (var size : preferredBatchSizes) {
            require(size >= 1 && size <= maxBatchSize, "preferred_batch_size must be from 1 to max_batch_size");
        }
        require(
                !maxQueueDelay.isNegative() && maxQueueDelay.compareTo(LONGEST) <= 0,
                "max_queue_delay_microseconds must be from 0 to a year");
        require(
                priorityLevels >= 0 && priorityLevels <= MOST_LEVELS,
                "priority_levels must be from 0 to " + MOST_LEVELS);
        require(
                priorityLevels == 0 || (defaultPriorityLevel >= 1 && defaultPriorityLevel <= priorityLevels),
                "default_priority_level must be from 1 to priority_levels");
        for (var level : priorityQueuePolicies.keySet()) {
            require(level >= 1 && level <= priorityLevels, "priority_queue_policy names a level that there is not");
        }
        if (preserveOrdering) {
            require(priorityLevels <= 1, "priority_levels must be at most 1 where preserve_ordering is true");
            require(
                    !delays(defaultQueuePolicy)
                            && priorityQueuePolicies.values().stream().noneMatch(SchedulerSettings::delays),
                    "timeout_action must not be DELAY where preserve_ordering is true");
        }
        require(lengthBuckets.size() <= MOST_LEVELS, "length_buckets must be at most " + MOST_LEVELS);
        for (var i = 0; i < lengthBuckets.size(); i++) {
            require(
                    lengthBuckets.get(i) > (i == 0 ? 0 : lengthBuckets.get(i - 1)),
                    "length_buckets must be positive and ascending");
        }
    }

    /** Batches of up to {@code maxBatchSize} rows of whatever is waiting: no delay, no priorities, no buckets. */
    public static SchedulerSettings ofMaxBatchSize(int maxBatchSize) {
        return new SchedulerSettings(
                maxBatchSize, Set.of(), Duration.ZERO, false, 0, 0, QueuePolicy.UNLIMITED, Map.of(), List.of());
    }

    int levels() {
        return Math.max(1, priorityLevels);
    }

    /** As in Triton: a level that there is not counts as none. */
    int level(int priority) {
        if (priorityLevels == 0) {
            return 1;
        }
        return priority < 1 || priority > priorityLevels ? defaultPriorityLevel : priority;
    }

    QueuePolicy policy(int level) {
        return priorityQueuePolicies.getOrDefault(level, defaultQueuePolicy);
    }

    boolean hasTimeouts() {
        return !defaultQueuePolicy.defaultTimeout().isZero()
                || priorityQueuePolicies.values().stream()
                        .anyMatch(policy -> !policy.defaultTimeout().isZero());
    }

    private static boolean delays(QueuePolicy policy) {
        return policy.timeoutAction() == TimeoutAction.DELAY
                && !policy.defaultTimeout().isZero();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

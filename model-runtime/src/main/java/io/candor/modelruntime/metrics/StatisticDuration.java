package io.candor.modelruntime.metrics;

/**
 * Something that happened several times (Triton's statistics extension, {@code $duration_stat}).
 *
 * @param count how often
 * @param ns how long in all, in nanoseconds
 */
public record StatisticDuration(long count, long ns) {
    StatisticDuration plus(StatisticDuration other) {
        return new StatisticDuration(count + other.count, ns + other.ns);
    }
}

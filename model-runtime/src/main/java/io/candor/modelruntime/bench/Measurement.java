package io.candor.modelruntime.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * What was measured with some callers.
 *
 * @param perSecond texts answered in a second
 * @param p50 median time of one text, in milliseconds
 * @param p99 time within which 99 of 100 texts were answered, in milliseconds
 */
record Measurement(int callers, double perSecond, double p50, double p99) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Sums up the times of each text, in nanoseconds, of a run that took {@code elapsed} nanoseconds. */
    static Measurement of(int callers, Collection<Long> times, long elapsed) {
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Measurement(
                callers,
                sorted.length * NANOS_PER_SECOND / elapsed,
                quantile(sorted, 0.50) / NANOS_PER_MILLI,
                quantile(sorted, 0.99) / NANOS_PER_MILLI);
    }

    private static double quantile(long[] sorted, double share) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Nothing was measured in " + Arrays.toString(sorted));
        }
        return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(share * sorted.length) - 1)];
    }
}

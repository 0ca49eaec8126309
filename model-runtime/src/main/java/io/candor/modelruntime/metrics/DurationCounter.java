package io.candor.modelruntime.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts and sums up durations; cheap to write from many threads. */
final class DurationCounter {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long nanoseconds) {
        add(1, nanoseconds);
    }

    /** Adds {@code times} that took {@code nanoseconds} in all. */
    void add(long times, long nanoseconds) {
        count.add(times);
        nanos.add(nanoseconds);
    }

    long count() {
        return count.sum();
    }

    double nanos() {
        return nanos.sum();
    }

    StatisticDuration snapshot() {
        return new StatisticDuration(count.sum(), nanos.sum());
    }
}

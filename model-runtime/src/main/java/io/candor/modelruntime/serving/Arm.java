package io.candor.modelruntime.serving;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** How one version did: requests, failures and how long answers took. */
final class Arm {
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final LongAdder failures = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), DIGITS);

    void count(boolean success, long nanos) {
        requests.increment();
        if (success) {
            micros.recordValue(Math.min(micros.getHighestTrackableValue(), TimeUnit.NANOSECONDS.toMicros(nanos)));
        } else {
            failures.increment();
        }
    }

    ComparisonReport.Arm report() {
        return new ComparisonReport.Arm(
                requests.sum(), failures.sum(), micros.getValueAtPercentile(MEDIAN), micros.getValueAtPercentile(TAIL));
    }
}

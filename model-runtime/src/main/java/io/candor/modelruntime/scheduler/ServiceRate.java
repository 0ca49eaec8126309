package io.candor.modelruntime.scheduler;

import java.time.Duration;

/** How fast a busy queue has been served over about the last ten batches. */
final class ServiceRate {
    private static final double KEPT = 0.9;
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    private double cost;
    private double nanos;
    private long lastBatch;
    private boolean wasBusy;

    /** A batch left; only the time between two batches with requests waiting all along tells how fast the model is. */
    void dispatched(long batchCost, long now, boolean isBusy) {
        if (wasBusy) {
            cost = KEPT * cost + batchCost;
            nanos = KEPT * nanos + (now - lastBatch);
        }
        lastBatch = now;
        wasBusy = isBusy;
    }

    /** How long {@code work}, in cost, takes at that rate: from a millisecond to a minute, a second where it is not known. */
    Duration timeFor(double work) {
        if (cost == 0) {
            return UNKNOWN;
        }
        return Duration.ofNanos((long) Math.clamp(work * nanos / cost, (double) SHORTEST, (double) LONGEST));
    }
}

package io.candor.modelruntime.scheduler;

import java.time.Duration;

/** The tenant's queue of that priority level is full. */
public final class QueueFullException extends RuntimeException {
    private final Duration retryAfter;

    QueueFullException(Duration retryAfter) {
        super("The queue is full", null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When there is likely room: what waits for this tenant, at its share of the rate of late. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

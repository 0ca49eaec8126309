package io.candor.modelruntime.scheduler;

/**
 * Hears what a scheduler does. Called by callers' and instances' threads, never under the scheduler's lock, so calls about
 * one request may overtake each other; must be quick and must not throw. Each request that was queued ends in exactly one
 * of rejected, executed and failed.
 */
public interface SchedulerListener {
    /** Hears nothing. */
    SchedulerListener NONE = new SchedulerListener() {};

    /** A request was taken in. */
    default void queued(String tenant, int rows) {}

    /** A request was not run. */
    default void rejected(String tenant, Rejection reason) {}

    /** A batch ran; called before its answers are given. */
    default void executed(BatchStatistics batch) {}

    /** The model failed on a request, alone if it first failed in a batch of several; called before the answer is given. */
    default void failed(ServedRequest request, Throwable cause) {}
}

package io.candor.modelruntime.scheduler;

/** What becomes of a request that has waited longer than its timeout (Triton, {@code ModelQueuePolicy.TimeoutAction}). */
public enum TimeoutAction {
    /** It fails with {@link TimedOutException}. */
    REJECT,
    /** It is served after everything of its level, or a higher one, that has not timed out. */
    DELAY
}

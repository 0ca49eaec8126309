package io.candor.modelruntime.metrics;

/** Why a request was not answered, by Triton's names and two of our own. */
public enum FailureReason {
    /** The queue was full, or the model takes no requests now. */
    REJECTED,
    /** The caller went away. */
    CANCELED,
    /** The engine failed. */
    BACKEND,
    /** The request's time ran out. */
    TIMEOUT,
    /** The request itself was wrong. */
    INVALID,
    /** Anything else. */
    OTHER
}

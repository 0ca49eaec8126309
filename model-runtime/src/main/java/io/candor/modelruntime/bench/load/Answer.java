package io.candor.modelruntime.bench.load;

/** What became of one request. */
public enum Answer {
    /** Answered with a result. */
    SERVED,
    /** Refused because a queue was full (HTTP 429, gRPC RESOURCE_EXHAUSTED). */
    REJECTED,
    /** Anything else. */
    FAILED
}

package io.candor.gateway.routing;

import java.time.Duration;

/** Remembers when a request last moved and whose turn it is, so that a slow caller is not taken for a silent upstream. */
final class Progress {
    private volatile long last = System.nanoTime();
    private volatile boolean callersTurn;

    /** The gateway waits for more of the caller's body. */
    void waitForCaller() {
        callersTurn = true;
    }

    /** The gateway waits for the upstream. */
    void waitForUpstream() {
        callersTurn = false;
        last = System.nanoTime();
    }

    /** Whether the caller is the one that is waited for. */
    boolean isCallersTurn() {
        return callersTurn;
    }

    /** What is left of {@code limit} since the request last moved. */
    Duration left(Duration limit) {
        return limit.minusNanos(System.nanoTime() - last);
    }
}

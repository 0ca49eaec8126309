package io.candor.modelruntime.scheduler;

/** The request waited longer than its timeout. */
public final class TimedOutException extends RuntimeException {
    TimedOutException() {
        super("The request waited longer than its timeout", null, false, false);
    }
}

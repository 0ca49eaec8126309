package io.candor.modelruntime.scheduler;

/** The scheduler was closed before it could answer. */
public final class SchedulerClosedException extends RuntimeException {
    SchedulerClosedException(String name) {
        super("The scheduler of " + name + " is closed", null, false, false);
    }
}

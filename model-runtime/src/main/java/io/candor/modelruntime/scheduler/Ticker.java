package io.candor.modelruntime.scheduler;

/** A clock that only measures: nanoseconds since an arbitrary point, never going back and not near the ends of their range. */
@FunctionalInterface
public interface Ticker {
    /** The machine's clock. */
    Ticker SYSTEM = System::nanoTime;

    /** Nanoseconds now. */
    long nanos();
}

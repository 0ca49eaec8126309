package io.candor.launcher.system;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for a time: it looks again and again until the condition holds or a deadline passes. */
final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    private Eventually() {}

    static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not true within " + DEADLINE);
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }
}

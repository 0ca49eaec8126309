package io.candor.platform.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, not for a time: it looks again and again until the condition holds or a deadline passes. */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

    private Eventually() {}

    /** Gives the first value that fulfils {@code condition}; fails after 30 s with the last one seen. */
    public static <T> T assertThat(Supplier<T> value, Predicate<? super T> condition) {
        return assertThat(value, condition, DEADLINE);
    }

    /** Gives the first value that fulfils {@code condition}; fails after {@code deadline} with the last one seen. */
    public static <T> T assertThat(Supplier<T> value, Predicate<? super T> condition, Duration deadline) {
        var end = System.nanoTime() + deadline.toNanos();
        while (true) {
            var seen = value.get();
            if (condition.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Not true within " + deadline + "; last seen: " + seen);
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }
}

package io.candor.modelruntime.scheduler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param item what the runner gets
 * @param tenant whose request it is
 * @param weight the tenant's share against those of others; the latest request's counts
 * @param rows how many rows of a batch it takes; it is never split
 * @param length what bucket it falls in (tokens); 0 where lengths do not matter
 * @param priority 1 is the highest level; 0 and a level that there is not mean the default level
 * @param timeout how long it may wait; null means as long as the queue policy says
 */
public record Submission<T>(
        T item,
        String tenant,
        int weight,
        int rows,
        int length,
        int priority,
        @Nullable Duration timeout) {
    /** Checks the figures; the message of the {@link IllegalArgumentException} names the one that is wrong. */
    public Submission {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1");
        }
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1");
        }
        if (length < 0) {
            throw new IllegalArgumentException("length must not be negative");
        }
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative");
        }
    }

    /** A request of one row without length, priority and timeout. */
    public static <T> Submission<T> of(T item, String tenant) {
        return new Submission<>(item, tenant, 1, 1, 0, 0, null);
    }

    <U> Submission<U> carrying(U other) {
        return new Submission<>(other, tenant, weight, rows, length, priority, timeout);
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.scheduler.Submission;
import io.opentelemetry.context.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For whom a model runs and how urgent it is.
 *
 * @param tenant names the queue
 * @param weight the tenant's share against others
 * @param priority 1 is the highest; 0 for the model's default
 * @param timeout how long it may wait; null for as long as the model's queue allows
 * @param trace the span that it belongs to
 */
record Caller(
        String tenant, int weight, int priority, @Nullable Duration timeout, Context trace) {
    /** The runtime itself, while it warms a model up. */
    static final Caller RUNTIME = new Caller("runtime", 1, 0, null, Context.root());

    <T> Submission<T> submission(T item, int rows, int length) {
        return new Submission<>(item, tenant, weight, rows, length, priority, timeout);
    }
}

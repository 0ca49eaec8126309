package io.candor.modelruntime.scheduler;

import java.util.List;

/** What a {@link BatchQueue} wants done now. */
sealed interface Decision<T> {
    /** Run these together. */
    record Batch<T>(List<Queued<T>> requests, int rows) implements Decision<T> {}

    /** Ask again at {@code nanos}, or when a request has come. */
    record WaitUntil<T>(long nanos) implements Decision<T> {}

    /** Ask again when a request has come. */
    record Idle<T>() implements Decision<T> {}
}

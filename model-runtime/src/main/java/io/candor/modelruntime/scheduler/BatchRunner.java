package io.candor.modelruntime.scheduler;

import java.util.List;

/** One instance of a model. Called by one thread at a time, and closed by the thread that ran it. */
public interface BatchRunner<T, R> extends AutoCloseable {
    /** Runs {@code items} together; result i belongs to item i. A failure fails only these items. */
    BatchOutcome<R> run(List<T> items) throws Exception;

    @Override
    default void close() throws Exception {}
}

package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.scheduler.BatchRunner;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Lends each thread a runner of its own, where no scheduler does. */
final class RunnerPool<T, R> {
    private final ConcurrentLinkedQueue<BatchRunner<T, R>> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<? extends BatchRunner<T, R>> factory;

    RunnerPool(Supplier<? extends BatchRunner<T, R>> factory) {
        this.factory = factory;
    }

    List<R> run(List<T> items) {
        var taken = idle.poll();
        var runner = taken == null ? factory.get() : taken;
        try {
            return runner.run(items).results();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A runner failed", e);
        } finally {
            idle.add(runner);
        }
    }
}

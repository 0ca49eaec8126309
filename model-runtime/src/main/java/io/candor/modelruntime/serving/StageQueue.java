package io.candor.modelruntime.serving;

import io.candor.modelruntime.metrics.InferenceSpans;
import io.candor.modelruntime.metrics.ModelRecording;
import io.candor.modelruntime.metrics.RequestSpans;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.scheduler.BatchOutcome;
import io.candor.modelruntime.scheduler.BatchRunner;
import io.candor.modelruntime.scheduler.Scheduler;
import io.candor.modelruntime.scheduler.SchedulerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model's queue; what it does is counted, and the way of each request through it shows in the request's trace. */
final class StageQueue<T, R> implements AutoCloseable {
    private final ModelId id;
    private final InferenceSpans spans;
    private final Scheduler<Traced<T>, R> scheduler;

    StageQueue(
            ModelId id,
            SchedulerSettings settings,
            List<? extends BatchRunner<T, R>> runners,
            ModelRecording recording,
            InferenceSpans spans) {
        this.id = id;
        this.spans = spans;
        var traced = new ArrayList<BatchRunner<Traced<T>, R>>(runners.size());
        runners.forEach(runner -> traced.add(new TracedRunner<>(runner)));
        this.scheduler = new Scheduler<>(id.toString(), settings, traced, recording);
        recording.observe(scheduler::pending);
    }

    /** Queues {@code item}, as {@link Scheduler#submit}. */
    CompletableFuture<R> submit(T item, int rows, int length, Caller caller) {
        var way = spans.submitted(caller.trace(), id.name(), id.version(), rows);
        var answer = scheduler.submit(caller.submission(new Traced<>(item, rows, way), rows, length));
        if (way.isTraced()) {
            answer.whenComplete((result, failure) -> {
                if (failure == null) {
                    way.ended();
                } else {
                    way.failed(Failures.reason(Failures.told(failure)));
                }
            });
        }
        return answer;
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private record Traced<T>(T item, int rows, RequestSpans way) {}

    private record TracedRunner<T, R>(BatchRunner<T, R> runner) implements BatchRunner<Traced<T>, R> {
        @Override
        public BatchOutcome<R> run(List<Traced<T>> batch) throws Exception {
            var items = new ArrayList<T>(batch.size());
            var rows = 0;
            for (var traced : batch) {
                items.add(traced.item());
                rows += traced.rows();
            }
            for (var traced : batch) {
                traced.way().running(rows);
            }
            return runner.run(items);
        }

        @Override
        public void close() throws Exception {
            runner.close();
        }
    }
}

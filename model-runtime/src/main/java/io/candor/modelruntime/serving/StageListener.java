package io.candor.modelruntime.serving;

import io.candor.modelruntime.metrics.ModelRecording;
import io.candor.modelruntime.scheduler.BatchStatistics;
import io.candor.modelruntime.scheduler.SchedulerListener;

/** Counts what a model's queue does. */
record StageListener(ModelRecording recording) implements SchedulerListener {
    @Override
    public void executed(BatchStatistics batch) {
        for (var request : batch.requests()) {
            recording.waited(request.tenant(), request.queue().toNanos());
        }
        recording.executed(
                batch.requests().size(),
                batch.rows(),
                batch.input().toNanos(),
                batch.infer().toNanos(),
                batch.output().toNanos());
    }
}

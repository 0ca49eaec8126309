package io.candor.modelruntime.metrics;

import io.candor.modelruntime.scheduler.BatchStatistics;

/** The runs of one batch size. */
final class BatchCounters {
    private final DurationCounter input = new DurationCounter();
    private final DurationCounter infer = new DurationCounter();
    private final DurationCounter output = new DurationCounter();

    /** Adds the durations of {@code batch} as often as they apply. */
    void add(long times, BatchStatistics batch) {
        input.add(times, times * batch.input().toNanos());
        infer.add(times, times * batch.infer().toNanos());
        output.add(times, times * batch.output().toNanos());
    }

    DurationCounter input() {
        return input;
    }

    DurationCounter infer() {
        return infer;
    }

    DurationCounter output() {
        return output;
    }

    InferBatchStatistics snapshot(long batchSize) {
        return new InferBatchStatistics(batchSize, input.snapshot(), infer.snapshot(), output.snapshot());
    }
}

package io.candor.modelruntime.metrics;

/** The runs of one batch size. */
final class BatchCounters {
    private final DurationCounter input = new DurationCounter();
    private final DurationCounter infer = new DurationCounter();
    private final DurationCounter output = new DurationCounter();

    /** Adds {@code times} to whom a run's three durations apply, in nanoseconds. */
    void add(long times, long inputNanos, long inferNanos, long outputNanos) {
        input.add(times, times * inputNanos);
        infer.add(times, times * inferNanos);
        output.add(times, times * outputNanos);
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

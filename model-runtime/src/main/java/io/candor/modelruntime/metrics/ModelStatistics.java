package io.candor.modelruntime.metrics;

import java.util.List;

/**
 * All activity of one version of a model since it was loaded (Triton's statistics extension, {@code $model_stat}).
 *
 * @param name the model
 * @param version its version
 * @param lastInference when a request was last run, in milliseconds since the epoch; 0 before the first
 * @param inferenceCount rows that were run: a request with a batch of N counts N times
 * @param executionCount runs of the engine, each with one batch
 * @param inferenceStats by request
 * @param batchStats by batch size, in ascending order
 * @param memoryUsage by device
 */
public record ModelStatistics(
        String name,
        String version,
        long lastInference,
        long inferenceCount,
        long executionCount,
        InferStatistics inferenceStats,
        List<InferBatchStatistics> batchStats,
        List<MemoryUsage> memoryUsage) {

    public ModelStatistics {
        batchStats = List.copyOf(batchStats);
        memoryUsage = List.copyOf(memoryUsage);
    }

    /** The same of a model that its owner calls {@code other}. */
    public ModelStatistics named(String other) {
        return new ModelStatistics(
                other, version, lastInference, inferenceCount, executionCount, inferenceStats, batchStats, memoryUsage);
    }
}

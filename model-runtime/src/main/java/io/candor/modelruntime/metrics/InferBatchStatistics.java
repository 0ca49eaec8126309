package io.candor.modelruntime.metrics;

/**
 * The runs of one batch size (Triton's statistics extension, {@code $batch_stats}).
 *
 * @param batchSize rows of the batch
 * @param computeInput per run, the time in which inputs were gathered
 * @param computeInfer per run, the time in the engine
 * @param computeOutput per run, the time in which outputs were taken apart
 */
public record InferBatchStatistics(
        long batchSize,
        StatisticDuration computeInput,
        StatisticDuration computeInfer,
        StatisticDuration computeOutput) {}

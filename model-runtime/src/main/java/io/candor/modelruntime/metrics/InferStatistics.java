package io.candor.modelruntime.metrics;

/**
 * What became of a model's requests and where their time went (Triton's statistics extension,
 * {@code $inference_stats}).
 *
 * @param success requests that were answered, from arrival to answer
 * @param fail requests that were not
 * @param queue requests that waited, from submission to the start of their run
 * @param computeInput per request, the time in which its batch's inputs were gathered
 * @param computeInfer per request, the time in which its batch ran
 * @param computeOutput per request, the time in which its batch's outputs were taken apart
 * @param cacheHit always nothing: the runtime caches no answers
 * @param cacheMiss always nothing
 */
public record InferStatistics(
        StatisticDuration success,
        StatisticDuration fail,
        StatisticDuration queue,
        StatisticDuration computeInput,
        StatisticDuration computeInfer,
        StatisticDuration computeOutput,
        StatisticDuration cacheHit,
        StatisticDuration cacheMiss) {}

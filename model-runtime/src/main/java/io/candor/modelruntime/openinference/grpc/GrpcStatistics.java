package io.candor.modelruntime.openinference.grpc;

import io.candor.modelruntime.metrics.InferBatchStatistics;
import io.candor.modelruntime.metrics.InferStatistics;
import io.candor.modelruntime.metrics.MemoryUsage;
import io.candor.modelruntime.metrics.ModelStatistics;
import io.candor.modelruntime.metrics.StatisticDuration;

/** Writes what models have done so far (Triton's statistics extension, gRPC). */
final class GrpcStatistics {
    private GrpcStatistics() {}

    static io.candor.platform.inference.v2.ModelStatistics write(ModelStatistics model) {
        var wire = io.candor.platform.inference.v2.ModelStatistics.newBuilder()
                .setName(model.name())
                .setVersion(model.version())
                .setLastInference(model.lastInference())
                .setInferenceCount(model.inferenceCount())
                .setExecutionCount(model.executionCount())
                .setInferenceStats(requests(model.inferenceStats()));
        model.batchStats().forEach(batch -> wire.addBatchStats(runs(batch)));
        model.memoryUsage().forEach(usage -> wire.addMemoryUsage(memory(usage)));
        return wire.build();
    }

    private static io.candor.platform.inference.v2.InferStatistics.Builder requests(InferStatistics requests) {
        return io.candor.platform.inference.v2.InferStatistics.newBuilder()
                .setSuccess(duration(requests.success()))
                .setFail(duration(requests.fail()))
                .setQueue(duration(requests.queue()))
                .setComputeInput(duration(requests.computeInput()))
                .setComputeInfer(duration(requests.computeInfer()))
                .setComputeOutput(duration(requests.computeOutput()))
                .setCacheHit(duration(requests.cacheHit()))
                .setCacheMiss(duration(requests.cacheMiss()));
    }

    private static io.candor.platform.inference.v2.InferBatchStatistics.Builder runs(InferBatchStatistics batch) {
        return io.candor.platform.inference.v2.InferBatchStatistics.newBuilder()
                .setBatchSize(batch.batchSize())
                .setComputeInput(duration(batch.computeInput()))
                .setComputeInfer(duration(batch.computeInfer()))
                .setComputeOutput(duration(batch.computeOutput()));
    }

    private static io.candor.platform.inference.v2.MemoryUsage.Builder memory(MemoryUsage usage) {
        return io.candor.platform.inference.v2.MemoryUsage.newBuilder()
                .setType(usage.type())
                .setId(usage.id())
                .setByteSize(usage.byteSize());
    }

    private static io.candor.platform.inference.v2.StatisticDuration.Builder duration(StatisticDuration duration) {
        return io.candor.platform.inference.v2.StatisticDuration.newBuilder()
                .setCount(duration.count())
                .setNs(duration.ns());
    }
}

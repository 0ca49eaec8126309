package io.candor.modelruntime.metrics;

import io.candor.modelruntime.scheduler.BatchStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What one version of a model has done. */
final class ModelCounters {
    private static final StatisticDuration NONE = new StatisticDuration(0, 0);

    private final Map<String, TenantCounters> tenants = new ConcurrentHashMap<>();
    private final Map<Integer, BatchCounters> batches = new ConcurrentSkipListMap<>();
    private final BatchCounters requests = new BatchCounters();
    private final LongAdder executions = new LongAdder();
    private final AtomicLong lastInference = new AtomicLong();
    private final Function<String, TenantCounters> create;

    /** Counters that ask {@code create} for those of a tenant's label when it is first seen. */
    ModelCounters(Function<String, TenantCounters> create) {
        this.create = create;
    }

    TenantCounters tenant(String label) {
        return tenants.computeIfAbsent(label, create);
    }

    /** The labels that have been seen. */
    Set<String> tenants() {
        return Set.copyOf(tenants.keySet());
    }

    /** Counts one run, which ended at {@code now} in milliseconds since the epoch. */
    void executed(long now, BatchStatistics batch) {
        executions.increment();
        requests.add(batch.requests().size(), batch);
        batches.computeIfAbsent(batch.rows(), size -> new BatchCounters()).add(1, batch);
        lastInference.lazySet(now);
    }

    /** Durations as the requests saw them: each takes part in its batch's whole run. */
    BatchCounters requests() {
        return requests;
    }

    long executions() {
        return executions.sum();
    }

    ModelStatistics statistics(String name, String version, List<MemoryUsage> memory) {
        var success = NONE;
        var fail = NONE;
        var queue = NONE;
        var rows = 0L;
        for (var tenant : tenants.values()) {
            success = success.plus(tenant.success().snapshot());
            fail = fail.plus(tenant.failed());
            queue = queue.plus(tenant.queue().snapshot());
            rows += tenant.rows();
        }
        var compute = requests.snapshot(0);
        return new ModelStatistics(
                name,
                version,
                lastInference.get(),
                rows,
                executions.sum(),
                new InferStatistics(
                        success,
                        fail,
                        queue,
                        compute.computeInput(),
                        compute.computeInfer(),
                        compute.computeOutput(),
                        NONE,
                        NONE),
                batches.entrySet().stream()
                        .map(batch -> batch.getValue().snapshot(batch.getKey()))
                        .toList(),
                memory);
    }
}

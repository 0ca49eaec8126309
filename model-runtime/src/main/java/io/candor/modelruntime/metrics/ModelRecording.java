package io.candor.modelruntime.metrics;

import io.candor.modelruntime.scheduler.BatchStatistics;
import io.candor.modelruntime.scheduler.SchedulerListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/**
 * Counts for one loaded model, from its load until it is closed; safe for many threads. It hears of runs from the model's
 * schedulers, and of requests from whoever answers them.
 */
public final class ModelRecording implements SchedulerListener, AutoCloseable {
    private final ModelMetrics metrics;
    private final RecordedModel model;
    private final String device;
    private final long memory;
    private final List<IntSupplier> queues = new CopyOnWriteArrayList<>();

    ModelRecording(ModelMetrics metrics, RecordedModel model, String device, long memory) {
        this.metrics = metrics;
        this.model = model;
        this.device = device;
        this.memory = memory;
    }

    /** Counts what waits in a queue of this model among its pending requests. */
    public void observe(IntSupplier pending) {
        queues.add(pending);
    }

    /**
     * A request of {@code tenant} was answered.
     *
     * @param rows the size of its batch
     * @param nanos from arrival to answer
     */
    public void succeeded(String tenant, int rows, long nanos) {
        var counters = tenant(tenant);
        counters.success().add(nanos);
        counters.addRows(rows);
    }

    /**
     * A request of {@code tenant} was not answered.
     *
     * @param nanos from arrival to failure
     */
    public void failed(String tenant, FailureReason reason, long nanos) {
        tenant(tenant).failure(reason).add(nanos);
    }

    @Override
    public void executed(BatchStatistics batch) {
        model.counters().executed(metrics.now(), batch);
        model.batchSizes().record(batch.rows());
        for (var request : batch.requests()) {
            tenant(request.tenant()).queue().add(request.queue().toNanos());
        }
    }

    /** What the statistics extension tells. */
    public ModelStatistics statistics() {
        return model.statistics();
    }

    /** Ends the count; with the last recording of a version its series go. */
    @Override
    public void close() {
        metrics.remove(this, model);
    }

    String device() {
        return device;
    }

    long memory() {
        return memory;
    }

    int pending() {
        return queues.stream().mapToInt(IntSupplier::getAsInt).sum();
    }

    private TenantCounters tenant(String tenant) {
        return model.counters().tenant(metrics.labels().of(tenant));
    }
}

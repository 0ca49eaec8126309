package io.candor.modelruntime.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The series of one version of a model, by Triton's names; all read the model's counters and go with the model. */
final class ModelMeters {
    private static final String PREFIX = "candor.inference.";
    private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private boolean removed;

    ModelMeters(MeterRegistry registry, String model, String version) {
        this.registry = registry;
        this.tags = Tags.of("model", model, "version", version);
    }

    /** Shows what {@code counters} hold, and gives the series of batch sizes. */
    DistributionSummary show(ModelCounters counters) {
        keep(FunctionCounter.builder(PREFIX + "exec.count", counters, ModelCounters::executions)
                .description("Runs of the engine, each with one batch")
                .tags(tags)
                .register(registry));
        var compute = counters.requests();
        duration("compute.input", "Gathering inputs, summed over requests", tags, compute.input());
        duration("compute.infer", "Running the model, summed over requests", tags, compute.infer());
        duration("compute.output", "Taking outputs apart, summed over requests", tags, compute.output());
        var sizes = DistributionSummary.builder(PREFIX + "batch.size")
                .description("Rows per run of the engine")
                .serviceLevelObjectives(BATCH_SIZES)
                .tags(tags)
                .register(registry);
        keep(sizes);
        return sizes;
    }

    /** Shows what {@code counters} hold of the tenant with this label. */
    void show(String label, TenantCounters counters) {
        var tenant = tags.and("tenant", label);
        keep(FunctionCounter.builder(
                        PREFIX + "request.success",
                        counters.success(),
                        success -> success.snapshot().count())
                .description("Requests that were answered")
                .tags(tenant)
                .register(registry));
        for (var reason : FailureReason.values()) {
            keep(FunctionCounter.builder(PREFIX + "request.failure", counters.failure(reason), DurationCounter::count)
                    .description("Requests that were not answered")
                    .tags(tenant.and("reason", reason.name()))
                    .register(registry));
        }
        keep(FunctionCounter.builder(PREFIX + "count", counters, TenantCounters::rows)
                .description("Rows that were run; a request with a batch of N counts N times")
                .tags(tenant)
                .register(registry));
        duration("request", "Answered requests, from arrival to answer", tenant, counters.success());
        duration("queue", "Waiting for a run", tenant, counters.queue());
    }

    /** Shows how much waits for {@code model}. */
    void show(RecordedModel model) {
        keep(Gauge.builder(PREFIX + "pending.request.count", model, RecordedModel::pending)
                .description("Requests that wait for a run")
                .tags(tags)
                .register(registry));
    }

    /** Shows what the loaded files of {@code model} take on {@code device}. */
    void show(RecordedModel model, String device) {
        var located = tags.and("device", device);
        keep(Gauge.builder(PREFIX + "model.loaded", model, loaded -> loaded.loaded(device))
                .description("1 while the model is loaded on this device")
                .tags(located)
                .register(registry));
        keep(Gauge.builder(PREFIX + "model.memory", model, loaded -> loaded.memory(device))
                .description("What the model took at its load")
                .baseUnit("bytes")
                .tags(located)
                .register(registry));
    }

    /** Removes all series of the model. */
    synchronized void remove() {
        removed = true;
        meters.forEach(registry::remove);
        meters.clear();
    }

    private void duration(String name, String description, Tags labels, DurationCounter counter) {
        keep(FunctionTimer.builder(
                        PREFIX + name + ".duration",
                        counter,
                        DurationCounter::count,
                        DurationCounter::nanos,
                        TimeUnit.NANOSECONDS)
                .description(description)
                .tags(labels)
                .register(registry));
    }

    private synchronized void keep(Meter meter) {
        if (removed) {
            registry.remove(meter);
        } else {
            meters.add(meter);
        }
    }
}

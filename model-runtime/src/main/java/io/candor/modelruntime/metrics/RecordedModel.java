package io.candor.modelruntime.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** One version of a model as it is counted; while it is replaced in place, it is loaded twice. */
final class RecordedModel {
    private final String name;
    private final String version;
    private final ModelMeters meters;
    private final ModelCounters counters;
    private final DistributionSummary batchSizes;
    private final Set<String> devices = new TreeSet<>();
    private final List<ModelRecording> loads = new CopyOnWriteArrayList<>();

    RecordedModel(MeterRegistry registry, String name, String version) {
        this.name = name;
        this.version = version;
        this.meters = new ModelMeters(registry, name, version);
        this.counters = new ModelCounters(this::create);
        this.batchSizes = meters.show(counters);
    }

    private TenantCounters create(String label) {
        var created = new TenantCounters();
        meters.show(label, created);
        return created;
    }

    /** Makes the series of tenants that are going to ask. */
    void expect(Set<String> labels) {
        labels.forEach(counters::tenant);
    }

    void add(ModelRecording load) {
        loads.add(load);
        if (devices.isEmpty()) {
            meters.show(this);
        }
        if (devices.add(load.device())) {
            meters.show(this, load.device());
        }
    }

    /** Takes {@code load} away; whether it was the last, and the series are gone. */
    boolean remove(ModelRecording load) {
        loads.remove(load);
        if (!loads.isEmpty()) {
            return false;
        }
        meters.remove();
        return true;
    }

    ModelCounters counters() {
        return counters;
    }

    DistributionSummary batchSizes() {
        return batchSizes;
    }

    int pending() {
        return loads.stream().mapToInt(ModelRecording::pending).sum();
    }

    double loaded(String device) {
        return loads.stream().anyMatch(load -> load.device().equals(device)) ? 1 : 0;
    }

    long memory(String device) {
        return loads.stream()
                .filter(load -> load.device().equals(device))
                .mapToLong(ModelRecording::memory)
                .sum();
    }

    ModelStatistics statistics() {
        var memory = new ArrayList<MemoryUsage>();
        var present = new TreeSet<String>();
        loads.forEach(load -> present.add(load.device()));
        for (var device : present) {
            if (memory(device) > 0) {
                memory.add(new MemoryUsage(device.equals("cpu") ? "CPU" : "GPU", 0, memory(device)));
            }
        }
        return counters.statistics(name, version, memory);
    }
}

package io.candor.modelruntime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts what every loaded model does. */
@Singleton
public final class ModelMetrics {
    private final MeterRegistry registry;
    private final TenantLabels labels;
    private final Clock clock;
    private final Map<Key, RecordedModel> models = new HashMap<>();

    /** Metrics whose series are in {@code registry}. */
    public ModelMetrics(MeterRegistry registry, MetricsConfig config, Clock clock) {
        this.registry = registry;
        this.labels = new TenantLabels(config.tenantLabels());
        this.clock = clock;
    }

    /**
     * Begins to count for a model that was loaded; until the recording is closed, its series are there. A version that is
     * loaded again before its predecessor is closed goes on with its counts; another version has series from the beginning for
     * all who asked its predecessors.
     *
     * @param device where it runs, such as {@code cpu} or {@code cuda}
     * @param memory what it took at its load, in bytes
     */
    public synchronized ModelRecording register(String model, String version, String device, long memory) {
        var key = new Key(model, version);
        var recorded = models.get(key);
        if (recorded == null) {
            recorded = new RecordedModel(registry, model, version);
            recorded.expect(tenantsOf(model));
            models.put(key, recorded);
        }
        var recording = new ModelRecording(this, recorded, device, memory);
        recorded.add(recording);
        return recording;
    }

    /** Those who have asked a version of {@code model}; making their series takes longer than a small model's run. */
    private Set<String> tenantsOf(String model) {
        return models.entrySet().stream()
                .filter(other -> other.getKey().model().equals(model))
                .flatMap(other -> other.getValue().counters().tenants().stream())
                .collect(Collectors.toSet());
    }

    synchronized void remove(ModelRecording recording, RecordedModel recorded) {
        if (recorded.remove(recording)) {
            models.values().remove(recorded);
        }
    }

    TenantLabels labels() {
        return labels;
    }

    long now() {
        return clock.millis();
    }

    private record Key(String model, String version) {}
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.metrics.InferenceSpans;
import io.candor.modelruntime.metrics.ModelMetrics;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.modelruntime.session.ModelProbe;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.platform.tracing.Tracing;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/** Loads the models before the service takes its first request. */
@Factory
public final class ServingFactory {
    @Singleton
    ModelStore store(@Property(name = "candor.models") String repositories) {
        return ModelStore.ofPath(repositories);
    }

    @Context
    @Bean(preDestroy = "close")
    ModelService models(ModelStore store, ModelMetrics metrics, InferenceSpans spans, ServingConfig config) {
        return open(store, metrics, spans, config);
    }

    private static ModelProbe probe(ServingConfig config) {
        return new ModelProbe(config.tenantModelMemory(), config.tenantModelTime());
    }

    /** Loads all that lies in {@code store}, for requests that nobody traces; returns when it is warm. */
    public static ModelService open(ModelStore store, ModelMetrics metrics, ServingConfig config) {
        return open(store, metrics, new InferenceSpans(Tracing.off()), config);
    }

    private static ModelService open(
            ModelStore store, ModelMetrics metrics, InferenceSpans spans, ServingConfig config) {
        var cores = config.coresOrAll();
        var memory = AvailableMemory.ofThisMachine();
        var registry = new Registry();
        var releases = new ReleaseStore(store);
        var stages = new StageFactory(new OnnxRuntime(1), metrics, spans, cores);
        var loading = new Loading(
                store,
                registry,
                new ModelLoader(stages, probe(config), new LanguageDetector(), registry),
                new MemoryBudget(config.memoryLimit(memory.bytes()), memory::bytes),
                releases);
        loading.loadAll();
        return new ModelService(
                registry, loading, releases, new Traffic(registry, releases), new CallerFactory(config.weights()));
    }
}

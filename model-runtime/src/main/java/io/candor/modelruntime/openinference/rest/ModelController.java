package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.serving.ModelService;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Readiness and metadata of models, by name with a version or without (Open Inference Protocol v2, REST). */
@Controller("/v2/models/{model}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ModelController {
    private final ModelService models;

    ModelController(ModelService models) {
        this.models = models;
    }

    @Get
    @RequiredScope("models:read")
    MetadataBody metadata(String model) {
        return MetadataBody.of(models.metadata(model, null));
    }

    @Get("/versions/{version}")
    @RequiredScope("models:read")
    MetadataBody metadata(String model, String version) {
        return MetadataBody.of(models.metadata(model, version));
    }

    @Get("/ready")
    @RequiredScope("models:read")
    ModelReadyResponse ready(String model) {
        return readiness(model, null);
    }

    @Get("/versions/{version}/ready")
    @RequiredScope("models:read")
    ModelReadyResponse ready(String model, String version) {
        return readiness(model, version);
    }

    private ModelReadyResponse readiness(String model, @Nullable String version) {
        models.requireReady(model, version);
        return new ModelReadyResponse(model, true);
    }

    @Introspected
    record ModelReadyResponse(String name, boolean ready) {}
}

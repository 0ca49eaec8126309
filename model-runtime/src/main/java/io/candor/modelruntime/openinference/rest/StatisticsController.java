package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.metrics.ModelStatistics;
import io.candor.modelruntime.serving.ModelService;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** What models have done so far (Triton's statistics extension). */
@Controller("/v2/models")
@ExecuteOn(TaskExecutors.BLOCKING)
class StatisticsController {
    private final ModelService models;

    StatisticsController(ModelService models) {
        this.models = models;
    }

    @Get("/stats")
    @RequiredScope({"models:read", "platform:admin"})
    StatisticsResponse statistics() {
        return new StatisticsResponse(models.statistics(null, null));
    }

    @Get("/{model}/stats")
    @RequiredScope({"models:read", "platform:admin"})
    StatisticsResponse statistics(String model) {
        return new StatisticsResponse(models.statistics(model, null));
    }

    @Get("/{model}/versions/{version}/stats")
    @RequiredScope({"models:read", "platform:admin"})
    StatisticsResponse statistics(String model, String version) {
        return new StatisticsResponse(models.statistics(model, version));
    }

    @Introspected
    record StatisticsResponse(List<ModelStatistics> modelStats) {}
}

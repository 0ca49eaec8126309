package io.candor.modelruntime.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** {@code /v1/models} (OpenAI API reference, "Models"). */
@Controller("/v1/models")
@ExecuteOn(TaskExecutors.BLOCKING)
class ModelListController {
    private final ModelListService models;

    ModelListController(ModelListService models) {
        this.models = models;
    }

    @Get
    @RequiredScope("models:read")
    ListModelsResponse list() {
        return new ListModelsResponse("list", models.all());
    }

    @Get("/{model}")
    @RequiredScope("models:read")
    ModelEntry get(String model) {
        return models.get(model);
    }

    @Introspected
    record ListModelsResponse(
            String object,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<ModelEntry> data) {}
}

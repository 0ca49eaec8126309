package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.openinference.RepositoryParameters;
import io.candor.modelruntime.serving.IndexEntry;
import io.candor.modelruntime.serving.ModelService;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.List;

/**
 * What lies in the model repository, and what of it is loaded (Triton's model repository extension). Loading takes seconds
 * inside the engine, so it is done on a thread of the system.
 */
@Controller("/v2/repository")
@ExecuteOn(TaskExecutors.IO)
@Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
class RepositoryController {
    private final ModelService models;

    RepositoryController(ModelService models) {
        this.models = models;
    }

    @Post("/index")
    @RequiredScope({"models:read", "platform:admin"})
    List<IndexResponse> index(@Body @Nullable byte[] body) throws IOException {
        return models.index(RepositoryRequest.read(body).ready()).stream()
                .map(IndexResponse::of)
                .toList();
    }

    @Post("/models/{model}/load")
    @RequiredScope({"models:manage", "platform:admin"})
    void load(String model, @Body @Nullable byte[] body) throws IOException {
        RepositoryParameters.requireLoadable(RepositoryRequest.read(body).parameters());
        models.load(model);
    }

    @Post("/models/{model}/unload")
    @RequiredScope({"models:manage", "platform:admin"})
    void unload(String model, @Body @Nullable byte[] body) throws IOException {
        RepositoryParameters.requireUnloadable(RepositoryRequest.read(body).parameters());
        models.unload(model);
    }

    @Introspected
    record IndexResponse(String name, String version, String state, String reason) {
        static IndexResponse of(IndexEntry entry) {
            return new IndexResponse(
                    entry.name(), entry.version(), entry.state().name(), entry.reason());
        }
    }
}

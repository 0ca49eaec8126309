package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.modelruntime.openinference.ServerIdentity;
import io.candor.modelruntime.serving.ModelService;
import io.candor.platform.security.PublicEndpoint;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;

/** The server itself: health and metadata (Open Inference Protocol v2, REST). */
@Controller("/v2")
class ServerController {
    private final ModelService models;

    ServerController(ModelService models) {
        this.models = models;
    }

    @Get("/health/live")
    @PublicEndpoint
    LiveResponse live() {
        return new LiveResponse(true);
    }

    @Get("/health/ready")
    @PublicEndpoint
    ReadyResponse ready() {
        if (!models.isReady()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "model-unavailable", "No model is ready");
        }
        return new ReadyResponse(true);
    }

    @Get
    @RequiredScope("models:read")
    ServerMetadataResponse metadata() {
        return new ServerMetadataResponse(ServerIdentity.NAME, ServerIdentity.VERSION, ServerIdentity.EXTENSIONS);
    }

    @Introspected
    record LiveResponse(boolean live) {}

    @Introspected
    record ReadyResponse(boolean ready) {}

    @Introspected
    record ServerMetadataResponse(
            String name,
            String version,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> extensions) {}
}

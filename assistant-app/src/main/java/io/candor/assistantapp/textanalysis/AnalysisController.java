package io.candor.assistantapp.textanalysis;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/assistant/analyses}. */
@Controller("/v1/assistant/analyses")
@ExecuteOn(TaskExecutors.BLOCKING)
class AnalysisController {
    private final AnalysisService analyses;

    AnalysisController(AnalysisService analyses) {
        this.analyses = analyses;
    }

    @Post
    @RequiredScope("assistant:write")
    HttpResponse<Analysis> create(
            @Body @Valid CreateAnalysisRequest request, @Header(IdempotencyKeys.HEADER) @Nullable String key) {
        var analysis = analyses.create(request, key);
        return HttpResponse.created(analysis, URI.create("/v1/assistant/analyses/" + analysis.id()));
    }

    @Get
    @RequiredScope("assistant:read")
    Page<Analysis> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return analyses.list(PageRequest.of(limit, cursor));
    }

    @Get("/{id}")
    @RequiredScope("assistant:read")
    Analysis get(UUID id) {
        return analyses.get(id);
    }
}

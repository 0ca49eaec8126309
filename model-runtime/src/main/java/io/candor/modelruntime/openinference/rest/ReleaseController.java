package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.serving.ComparisonReport;
import io.candor.modelruntime.serving.ModelService;
import io.candor.modelruntime.serving.Release;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Which versions of a model answer those who name none, and how the candidate compares with production. */
@Controller("/v2/models/{model}/release")
@ExecuteOn(TaskExecutors.BLOCKING)
class ReleaseController {
    private final ModelService models;

    ReleaseController(ModelService models) {
        this.models = models;
    }

    @Get
    @RequiredScope({"models:read", "platform:admin"})
    ReleaseBody release(String model) {
        return ReleaseBody.of(models.release(model));
    }

    @Put
    @RequiredScope({"models:manage", "platform:admin"})
    ReleaseBody change(String model, @Body ReleaseBody body) {
        models.setRelease(model, body.release());
        return ReleaseBody.of(models.release(model));
    }

    @Get("/report")
    @RequiredScope({"models:read", "platform:admin"})
    ComparisonReport report(String model) {
        return models.comparison(model);
    }

    /** What is absent is none, or zero. */
    @Introspected
    record ReleaseBody(
            @Nullable String production,
            @Nullable String candidate,
            @Nullable Integer canaryPercent,
            @Nullable Boolean shadow) {
        static ReleaseBody of(Release release) {
            return new ReleaseBody(
                    release.production(), release.candidate(), release.canaryPercent(), release.shadow());
        }

        Release release() {
            return new Release(
                    production, candidate, canaryPercent == null ? 0 : canaryPercent, Boolean.TRUE.equals(shadow));
        }
    }
}

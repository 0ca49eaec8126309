package io.candor.tenantservice.platformadmin;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.member.Role;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/platform/impersonations")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("platform:admin")
class ImpersonationController {
    private final ImpersonationService impersonations;

    ImpersonationController(ImpersonationService impersonations) {
        this.impersonations = impersonations;
    }

    @Get
    Page<Impersonation> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return impersonations.list(PageRequest.of(limit, cursor));
    }

    @Post
    HttpResponse<Impersonation> start(@Body @Valid StartImpersonationRequest request) {
        var started = impersonations.start(request.tenantId(), request.role(), request.reason(), request.minutes());
        return HttpResponse.created(started, URI.create("/v1/platform/impersonations/" + started.id()));
    }

    @Get("/{id}")
    Impersonation get(UUID id) {
        return impersonations.get(id);
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void end(UUID id) {
        impersonations.end(id);
    }

    @Introspected
    record StartImpersonationRequest(
            @NotNull UUID tenantId,
            @NotNull Role role,
            @NotBlank @Size(max = 500) String reason,
            @Min(1) @Max(60) int minutes) {}
}

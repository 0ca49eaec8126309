package io.candor.tenantservice.planchange;

import com.fasterxml.jackson.annotation.JsonValue;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/plan-changes")
@ExecuteOn(TaskExecutors.BLOCKING)
class PlanChangeController {
    private final PlanChangeService changes;

    PlanChangeController(PlanChangeService changes) {
        this.changes = changes;
    }

    @Get
    @RequiredScope("billing:read")
    Page<PlanChange> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return changes.list(PageRequest.of(limit, cursor));
    }

    @Post
    @RequiredScope("billing:manage")
    HttpResponse<PlanChange> request(@Body @Valid RequestPlanChangeRequest request) {
        var change = changes.request(request.plan(), request.effective() == Effective.PERIOD_END);
        return HttpResponse.created(change, URI.create("/v1/plan-changes/" + change.id()));
    }

    @Get("/{id}")
    @RequiredScope("billing:read")
    PlanChange get(UUID id) {
        return changes.get(id);
    }

    @Delete("/{id}")
    @RequiredScope("billing:manage")
    @Status(HttpStatus.NO_CONTENT)
    void cancel(UUID id) {
        changes.cancel(id);
    }

    /** When a change takes effect. */
    enum Effective {
        NOW,
        PERIOD_END;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Introspected
    record RequestPlanChangeRequest(
            @NotBlank String plan, @NotNull Effective effective) {}
}

package io.candor.tenantservice.privacy;

import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /v1/tenant/deletion}: the end of the tenant, after a time to change one's mind. */
@Controller("/v1/tenant/deletion")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("privacy:manage")
class TenantDeletionController {
    private final PrivacyService requests;

    TenantDeletionController(PrivacyService requests) {
        this.requests = requests;
    }

    @Post
    HttpResponse<PrivacyRequest> schedule(@Body @Valid ScheduleDeletionRequest body) {
        var request = requests.scheduleDeletion(body.graceDays());
        return HttpResponse.accepted(URI.create("/v1/tenant/deletion")).body(request);
    }

    @Get
    PrivacyRequest get() {
        return requests.deletion();
    }

    @Delete
    @Status(HttpStatus.NO_CONTENT)
    void cancel() {
        requests.cancelDeletion();
    }

    @Introspected
    record ScheduleDeletionRequest(@Nullable Integer graceDays) {}
}

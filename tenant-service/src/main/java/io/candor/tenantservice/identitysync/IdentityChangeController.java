package io.candor.tenantservice.identitysync;

import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;

@Controller("/internal/v1/identity-changes")
@ExecuteOn(TaskExecutors.BLOCKING)
class IdentityChangeController {
    private final IdentitySync sync;

    IdentityChangeController(IdentitySync sync) {
        this.sync = sync;
    }

    @Post
    @RequiredScope("internal:identity")
    @Status(HttpStatus.NO_CONTENT)
    void follow(@Body @Valid FollowChangesRequest request) {
        sync.follow(request.changes());
    }

    @Introspected
    record FollowChangesRequest(@NotEmpty @Size(max = 1000) List<@Valid IdentityChange> changes) {}
}

package io.candor.gateway.allowance;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The end of a tenant at the edge: its calls and what they were let. */
@Controller("/internal/v1/privacy/tenant-erasures")
@ExecuteOn(TaskExecutors.BLOCKING)
class TenantErasureController {
    private final TenantErasureService erasure;

    TenantErasureController(TenantErasureService erasure) {
        this.erasure = erasure;
    }

    @Post
    @RequiredScope("internal:privacy")
    EraseTenantResponse erase() {
        erasure.erase(TenantContext.current().requireTenant());
        return new EraseTenantResponse(true);
    }

    @Introspected
    record EraseTenantResponse(boolean complete) {}
}

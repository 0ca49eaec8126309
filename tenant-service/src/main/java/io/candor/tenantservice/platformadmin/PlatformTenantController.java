package io.candor.tenantservice.platformadmin;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.tenant.Tenant;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/platform/tenants")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("platform:admin")
class PlatformTenantController {
    private final PlatformTenantService tenants;

    PlatformTenantController(PlatformTenantService tenants) {
        this.tenants = tenants;
    }

    @Get
    Page<Tenant> list(
            @QueryValue @Nullable @Size(max = 120) String search,
            @QueryValue @Nullable Integer limit,
            @QueryValue @Nullable String cursor) {
        return tenants.list(search, PageRequest.of(limit, cursor));
    }

    @Get("/{id}")
    Tenant get(UUID id) {
        return tenants.get(id);
    }

    @Put("/{id}/status")
    Tenant changeStatus(UUID id, @Body @Valid ChangeTenantStatusRequest request) {
        return tenants.changeStatus(id, request.status().equals("suspended"), request.reason());
    }

    @Introspected
    record ChangeTenantStatusRequest(
            @NotNull @Pattern(regexp = "active|suspended", message = "must be active or suspended")
            String status,

            @NotBlank @Size(max = 500) String reason) {}
}

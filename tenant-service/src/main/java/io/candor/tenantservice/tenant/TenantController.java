package io.candor.tenantservice.tenant;

import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class TenantController {
    private final TenantService tenants;

    TenantController(TenantService tenants) {
        this.tenants = tenants;
    }

    @Get("/tenant")
    @RequiredScope("tenant:read")
    Tenant own() {
        return tenants.current();
    }

    @Get("/tenants/{id}")
    @RequiredScope({"tenant:read", "platform:admin"})
    Tenant get(UUID id) {
        return tenants.get(id);
    }

    @Post("/tenants")
    @RequiredScope("platform:admin")
    HttpResponse<Tenant> create(@Body @Valid CreateTenantRequest request) {
        var tenant = tenants.create(request.name(), request.slug(), request.plan(), request.id());
        return HttpResponse.created(tenant, URI.create("/v1/tenants/" + tenant.id()));
    }

    @Introspected
    record CreateTenantRequest(
            @NotBlank @Size(max = 120) String name,

            @NotNull @Size(max = 63) @Pattern(regexp = SLUG, message = SLUG_MESSAGE)
            String slug,

            @NotNull String plan,
            @Nullable UUID id) {
        static final String SLUG = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
        static final String SLUG_MESSAGE = "must be small letters, digits and inner hyphens";
    }
}

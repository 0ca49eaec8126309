package io.candor.tenantservice.security;

import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

@Controller("/v1/security")
@ExecuteOn(TaskExecutors.BLOCKING)
class SecurityController {
    private final SecurityService security;

    SecurityController(SecurityService security) {
        this.security = security;
    }

    @Get
    @RequiredScope("tenant:read")
    Security get() {
        return security.get();
    }

    @Put
    @RequiredScope("tenant:admin")
    Security change(@Body @Valid ChangeSecurityRequest request) {
        return security.requireTwoFactor(request.twoFactorRequired());
    }

    @Introspected
    record ChangeSecurityRequest(@NotNull Boolean twoFactorRequired) {}
}

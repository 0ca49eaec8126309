package io.candor.tenantservice.platformadmin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.platform.security.RequiredScope;
import io.candor.tenantservice.usage.Period;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Controller("/v1/platform/usage")
@ExecuteOn(TaskExecutors.BLOCKING)
class PlatformUsageController {
    private final PlatformTenantService tenants;
    private final Clock clock;

    PlatformUsageController(PlatformTenantService tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    @Get
    @RequiredScope("platform:admin")
    PlatformUsage get(@QueryValue @Nullable String from, @QueryValue @Nullable String to) {
        var period = Period.of(from, to, clock);
        return new PlatformUsage(period.from(), period.to(), tenants.usage(period));
    }

    @Introspected
    record PlatformUsage(
            Instant from,
            Instant to,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<TenantUsage> items) {}
}

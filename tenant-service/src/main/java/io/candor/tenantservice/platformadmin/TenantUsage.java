package io.candor.tenantservice.platformadmin;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/** How many units of a meter a tenant used. */
@Introspected
record TenantUsage(UUID tenantId, String meter, long quantity) {}

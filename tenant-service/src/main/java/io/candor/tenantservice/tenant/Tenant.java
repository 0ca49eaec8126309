package io.candor.tenantservice.tenant;

import io.candor.tenantservice.plan.Plan;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** An organisation that uses Candor. */
@Introspected
public record Tenant(UUID id, String name, String slug, Plan plan, Instant createdAt) {}

package io.candor.tenantservice.tenant;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** An organisation that uses Candor; {@code plan} names a plan of the plan file. */
@Introspected
public record Tenant(UUID id, String name, String slug, String plan, TenantStatus status, Instant createdAt) {}

package io.candor.tenantservice.plan;

import io.micronaut.core.annotation.Introspected;

/**
 * Rate limits of a plan.
 *
 * @param tenant of all callers of a tenant together
 * @param key of one API key or person
 */
@Introspected
public record RequestsPerMinute(int tenant, int key) {}

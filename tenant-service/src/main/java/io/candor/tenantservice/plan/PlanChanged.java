package io.candor.tenantservice.plan;

import java.util.UUID;

/**
 * A tenant's plan was changed; published inside the transaction that changes it, so that what follows commits with it or
 * not at all.
 */
public record PlanChanged(UUID tenantId, String from, String to) {}

package io.candor.gateway.allowance;

import java.util.UUID;

/** A billable call that was let through and stands in the request log. */
public record AdmittedCall(UUID id, UUID tenantId) {}

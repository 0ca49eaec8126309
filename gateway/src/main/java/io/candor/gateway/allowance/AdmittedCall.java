package io.candor.gateway.allowance;

import java.util.UUID;

/**
 * A billable call that was let through and stands in the request log.
 *
 * @param repeated whether it is a retry of a call that was let through before: the reservation is not its own to free
 */
public record AdmittedCall(UUID id, UUID tenantId, boolean repeated) {}

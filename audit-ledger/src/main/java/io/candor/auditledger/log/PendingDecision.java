package io.candor.auditledger.log;

import java.util.UUID;

/** A decision that waits for its place. */
record PendingDecision(UUID tenantId, UUID id, String record) {}

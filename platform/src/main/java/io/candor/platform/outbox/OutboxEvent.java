package io.candor.platform.outbox;

import java.util.UUID;

/** An event that waits in the outbox. */
record OutboxEvent(UUID tenantId, UUID id, long seq, String payload) {}

package io.candor.auditledger.log;

import java.time.Instant;
import java.util.UUID;

/** A decision as it is taken in: its canonical record, and what the table is searched by. */
record IncomingDecision(UUID id, String app, String record, Instant createdAt) {}

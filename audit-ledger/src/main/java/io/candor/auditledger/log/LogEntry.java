package io.candor.auditledger.log;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision that the log has accepted.
 *
 * @param record the canonical form (RFC 8785) of the decision record
 * @param knownPlace its place, or null until the sequencer has given it one
 */
public record LogEntry(
        UUID id, Instant createdAt, String record, @Nullable Place knownPlace) {
    /** Its place, once the sequencer has given it one. */
    public Optional<Place> place() {
        return Optional.ofNullable(knownPlace);
    }

    /**
     * Where a leaf is.
     *
     * @param tenantSeq the tenant's own number, from 1 and without gaps
     * @param leafIndex the place in the whole log, from 0
     */
    public record Place(long tenantSeq, long leafIndex) {}
}

package io.candor.modelruntime.decision;

import io.micronaut.core.annotation.Introspected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Something that was used, as the tenant service meters it. */
@Introspected
record UsageEvent(UUID id, String meter, long quantity, Instant occurredAt, UUID decisionId) {
    /** The use of {@code meter} by one decision: its id follows from both (RFC 9562 section 5.3), so it counts once. */
    static UsageEvent of(UUID decisionId, ModelCall.Meter meter, Instant occurredAt) {
        var name = (decisionId + " " + meter.name()).getBytes(StandardCharsets.UTF_8);
        return new UsageEvent(UUID.nameUUIDFromBytes(name), meter.name(), meter.quantity(), occurredAt, decisionId);
    }
}

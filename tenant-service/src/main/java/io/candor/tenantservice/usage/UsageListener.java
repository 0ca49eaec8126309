package io.candor.tenantservice.usage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Is told, in the transaction of the intake, what was accepted: what follows from usage commits with it or not at all. */
public interface UsageListener {
    /** Events of the bound tenant that were not known before. */
    void accepted(List<AcceptedEvent> events);

    /**
     * An event that counts from now on.
     *
     * @param quantity in the meter's units
     * @param occurredAt decides the month that it counts for
     * @param test whether it was used with a test key and is never billed
     */
    record AcceptedEvent(UUID id, String meter, long quantity, Instant occurredAt, boolean test) {}
}

package io.candor.tenantservice.billing.stripe;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units that Stripe is told with one call.
 *
 * @param id the identifier by which Stripe knows a repetition
 * @param occurredAt when the last of them was used
 * @param settling whether they become an invoice item instead of a meter event
 * @param unansweredSince since when an attempt may have arrived without an answer, or null
 */
record MeterSend(
        UUID tenantId,
        UUID id,
        String meter,
        LocalDate day,
        long quantity,
        Instant occurredAt,
        boolean settling,
        int attempts,
        @Nullable Instant unansweredSince) {
    YearMonth month() {
        return YearMonth.from(day);
    }

    MeterSend asSettling() {
        return new MeterSend(tenantId, id, meter, day, quantity, occurredAt, true, attempts, null);
    }

    MeterSend under(UUID newId) {
        return new MeterSend(tenantId, newId, meter, day, quantity, occurredAt, settling, attempts, null);
    }
}

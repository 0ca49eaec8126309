package io.candor.tenantservice.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event costs, as the edge settles it against budgets and reservations.
 *
 * @param eventId by which the edge knows the charge again
 * @param callId the call whose reservation it settles
 * @param amountNanos in billionths of the currency; below 0 for a correction
 */
@Introspected
@JsonInclude(JsonInclude.Include.NON_NULL)
record Charge(
        UUID eventId,
        @Nullable UUID callId,
        UUID tenantId,
        @Nullable String subject,
        String meter,
        long quantity,
        long amountNanos,
        Instant occurredAt) {}

package io.candor.gateway.allowance;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tenant-service accepted and priced.
 *
 * @param eventId of the usage event, by which it counts once
 * @param callId the call that used it, if it came through a gateway
 * @param subject who used it, if that is known
 * @param quantity in the meter's units; below 0 where a correction takes units back
 * @param amountNanos what it costs, in 1e-9 of the platform's currency; below 0 where it is given back
 * @param occurredAt when; decides the month it counts in
 */
@Introspected
record Charge(
        @NotNull UUID eventId,
        @Nullable UUID callId,
        @NotNull UUID tenantId,
        @Nullable String subject,
        @NotBlank String meter,
        long quantity,
        long amountNanos,
        @NotNull Instant occurredAt) {}

package io.candor.platform.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was used, as the tenant service meters it.
 *
 * @param id from the unit of work itself, so that it counts once however often it is sent
 * @param meter what was used, such as {@code assistant.analysis}
 * @param quantity how much, in the meter's units; above 0
 * @param occurredAt when; decides the period it is billed in
 * @param decisionId the decision that used it
 * @param app the app that used it
 * @param capability what it was used for
 * @param model the model that was used
 * @param subject who used it: {@code key:<id>}, {@code user:<oidc sub>} or {@code service:<name>}
 * @param callId the call in the edge's request log, by which its reservation is settled
 * @param test whether it was used with a test key and is not billed
 */
@Introspected
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageEvent(
        UUID id,
        String meter,
        long quantity,
        Instant occurredAt,
        @Nullable UUID decisionId,
        @Nullable String app,
        @Nullable String capability,
        @Nullable String model,
        @Nullable String subject,
        @Nullable UUID callId,
        boolean test) {}

package io.candor.tenantservice.usage;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was used and counts.
 *
 * @param id from the unit of work itself, so that a repetition is known
 * @param meter what is counted, such as {@code assistant.analysis}
 * @param occurredAt decides the period that the event counts for
 * @param callId the call in the edge's request log
 * @param test whether it was used with a test key and is not billed; null means false
 */
@Introspected
record UsageEvent(
        @NotNull UUID id,

        @NotNull
        @Size(max = 64)
        @Pattern(regexp = METER, message = "must be words of small letters and digits, joined by . _ or -")
        String meter,

        @NotNull @Min(1) @Max(1_000_000_000_000L) Long quantity,
        @NotNull Instant occurredAt,
        @Nullable UUID decisionId,
        @Nullable @Size(max = 80) String app,
        @Nullable @Size(max = 80) String capability,
        @Nullable @Size(max = 120) String model,
        @Nullable @Size(max = 200) String subject,
        @Nullable UUID callId,
        @Nullable Boolean test) {
    static final String METER = "[a-z][a-z0-9]*([._-][a-z0-9]+)*";

    /** As the database keeps it, which knows microseconds. */
    UsageEvent stored() {
        return new UsageEvent(
                id,
                meter,
                quantity,
                occurredAt.truncatedTo(ChronoUnit.MICROS),
                decisionId,
                app,
                capability,
                model,
                subject,
                callId,
                Boolean.TRUE.equals(test));
    }
}

package io.candor.tenantservice.usage;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was used and counts, or that counted and should not have.
 *
 * @param id from the unit of work itself, so that a repetition is known
 * @param meter what is counted, such as {@code assistant.analysis}
 * @param quantity above 0; below 0 on a correction
 * @param occurredAt decides the period that the event counts for
 * @param callId the call in the edge's request log
 * @param test whether it was used with a test key and is not billed; null means false
 * @param corrects the event of which this one takes units back
 */
@Introspected
record UsageEvent(
        @NotNull UUID id,

        @NotNull
        @Size(max = 64)
        @Pattern(regexp = METER, message = "must be words of small letters and digits, joined by . _ or -")
        String meter,

        @NotNull @Min(-MOST) @Max(MOST) Long quantity,
        @NotNull Instant occurredAt,
        @Nullable UUID decisionId,
        @Nullable @Size(max = 80) String app,
        @Nullable @Size(max = 80) String capability,
        @Nullable @Size(max = 120) String model,
        @Nullable @Size(max = 200) String subject,
        @Nullable UUID callId,
        @Nullable Boolean test,
        @Nullable UUID corrects) {
    static final String METER = "[a-z][a-z0-9]*([._-][a-z0-9]+)*";
    private static final long MOST = 1_000_000_000_000L;

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
                forTest(),
                corrects);
    }

    /** This correction, said of everything that {@code original} was said of: it counts where that one counted. */
    UsageEvent correcting(UsageEvent original) {
        return new UsageEvent(
                id,
                meter,
                quantity,
                original.occurredAt,
                original.decisionId,
                original.app,
                original.capability,
                original.model,
                original.subject,
                original.callId,
                original.test,
                corrects);
    }

    boolean forTest() {
        return Boolean.TRUE.equals(test);
    }

    boolean takesBack() {
        return corrects != null;
    }

    /** The month of UTC that it counts for. */
    YearMonth month() {
        return YearMonth.from(occurredAt.atOffset(ZoneOffset.UTC));
    }
}

package io.candor.tenantservice.usage;

import io.micronaut.core.annotation.Introspected;
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
        UUID id,
        String meter,
        Long quantity,
        Instant occurredAt,
        @Nullable UUID decisionId,
        @Nullable String app,
        @Nullable String capability,
        @Nullable String model,
        @Nullable String subject,
        @Nullable UUID callId,
        @Nullable Boolean test,
        @Nullable UUID corrects) {

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

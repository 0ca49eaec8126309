package io.candor.tenantservice.usage;

import io.candor.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A span of time in UTC.
 *
 * @param from belongs to it
 * @param to does not
 */
public record Period(Instant from, Instant to) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The period that a caller asks for with dates or instants; the current month by default.
     *
     * @throws ProblemException 400 naming the parameter that is wrong
     */
    public static Period of(@Nullable String from, @Nullable String to, Clock clock) {
        var end = to == null ? null : parse("to", to);
        var start = from == null ? null : parse("from", from);
        var period = new Period(
                start != null ? start : startOf(end == null ? clock.instant() : end.minusNanos(1), 0),
                end != null ? end : startOf(clock.instant(), 1));
        if (!period.from.isBefore(period.to)) {
            throw ProblemException.invalid(end == null ? "from" : "to", "must leave a period between from and to");
        }
        if (Duration.between(period.from, period.to).compareTo(LONGEST) > 0) {
            throw ProblemException.invalid(
                    start == null ? "to" : "from", "must be at most " + LONGEST.toDays() + " days before to");
        }
        return period;
    }

    /**
     * One month of UTC.
     *
     * @param text as {@code 2026-11}
     * @throws ProblemException 400 naming the parameter {@code field}
     */
    static YearMonth month(String field, String text) {
        try {
            var month = YearMonth.parse(text);
            requireSane(field, month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            return month;
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(field, "must be a month such as 2026-11");
        }
    }

    static Period of(YearMonth month) {
        return new Period(
                month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static Instant startOf(Instant within, int monthsLater) {
        return YearMonth.from(within.atOffset(ZoneOffset.UTC))
                .plusMonths(monthsLater)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private static Instant parse(String field, String text) {
        try {
            var instant = text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return requireSane(field, instant);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    field, "must be a date such as 2026-11-01 or an instant such as 2026-11-01T00:00:00Z");
        }
    }

    /** Years that the database and the calendar both know. */
    private static Instant requireSane(String field, Instant instant) {
        var year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw ProblemException.invalid(field, "must be in the years 1 to 9999");
        }
        return instant;
    }
}

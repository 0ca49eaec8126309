package io.candor.tenantservice.usage;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much was used of one meter; what is null was not grouped by, or the events do not say it.
 *
 * @param day the day in UTC
 * @param hour the beginning of the hour
 * @param subject the key or person that used it
 * @param test true for what was used with test keys, which is not billed; otherwise null
 */
@Introspected
record UsageItem(
        String meter,
        @Nullable LocalDate day,
        @Nullable Instant hour,
        @Nullable String app,
        @Nullable String capability,
        @Nullable String model,
        @Nullable String subject,
        @Nullable Boolean test,
        long quantity) {

    /** What the item says of a group, or an empty text. */
    String value(UsageGroup group) {
        var value = switch (group) {
            case DAY -> day;
            case HOUR -> hour;
            case METER -> meter;
            case APP -> app;
            case CAPABILITY -> capability;
            case MODEL -> model;
            case SUBJECT -> subject;
        };
        return value == null ? "" : value.toString();
    }

    boolean forTest() {
        return test != null;
    }
}

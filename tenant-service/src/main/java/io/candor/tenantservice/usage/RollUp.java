package io.candor.tenantservice.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sum of usage is of; what an event does not say is an empty text.
 *
 * @param start of the hour or day of UTC
 */
record RollUp(Instant start, String meter, String app, String capability, String model, String subject, boolean test) {

    /** The sums of {@code events} per hour or day. */
    static Map<RollUp, Long> sums(Collection<UsageEvent> events, ChronoUnit unit) {
        var sums = new HashMap<RollUp, Long>();
        for (var event : events) {
            sums.merge(of(event, unit), event.quantity(), Math::addExact);
        }
        return sums;
    }

    private static RollUp of(UsageEvent event, ChronoUnit unit) {
        return new RollUp(
                event.occurredAt().truncatedTo(unit),
                event.meter(),
                orEmpty(event.app()),
                orEmpty(event.capability()),
                orEmpty(event.model()),
                orEmpty(event.subject()),
                event.forTest());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

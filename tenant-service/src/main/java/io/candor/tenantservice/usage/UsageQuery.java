package io.candor.tenantservice.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is asked for.
 *
 * @param groups by what it is summed
 * @param only the values that count, by what they are of
 * @param test whether only test usage counts, or only other usage; null for both
 */
record UsageQuery(
        Period period,
        Set<UsageGroup> groups,
        Map<UsageGroup, String> only,
        @Nullable Boolean test) {
    private static final String SEPARATOR = "\u001f";

    /** Where an item stands in the order of the items. */
    String position(UsageItem item) {
        return groups.stream().map(item::value).collect(Collectors.joining(SEPARATOR)) + SEPARATOR + item.forTest();
    }

    /** The values of a position, in the order of the groups, and last whether it is test usage; empty when it is none. */
    static String[] values(String position) {
        return position.split(SEPARATOR, -1);
    }

    /** The table that answers with the fewest rows: sums where the period begins and ends with them. */
    String table() {
        if (!isWhole(ChronoUnit.HOURS)) {
            return "usage_event";
        }
        return groups.contains(UsageGroup.HOUR) || !isWhole(ChronoUnit.DAYS) ? "usage_hour" : "usage_day";
    }

    private boolean isWhole(ChronoUnit unit) {
        return isWhole(period.from(), unit) && isWhole(period.to(), unit);
    }

    private static boolean isWhole(Instant instant, ChronoUnit unit) {
        return instant.truncatedTo(unit).equals(instant);
    }
}

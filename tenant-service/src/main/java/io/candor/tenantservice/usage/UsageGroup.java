package io.candor.tenantservice.usage;

import io.candor.platform.web.ProblemException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By what usage is summed; the order of the constants is the order of the items. */
enum UsageGroup {
    DAY,
    HOUR,
    METER,
    APP,
    CAPABILITY,
    MODEL,
    SUBJECT;

    /** As requests, answers and the database's columns write it. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a list such as {@code day,app}; units of different meters are never added up, so the meter always counts.
     *
     * @throws ProblemException 400 naming {@code group_by}
     */
    static Set<UsageGroup> of(@Nullable String text) {
        var groups = EnumSet.of(METER);
        if (text != null && !text.equals("none")) {
            for (var value : text.split(",", -1)) {
                groups.add(one(value.strip()));
            }
        }
        if (groups.contains(DAY) && groups.contains(HOUR)) {
            throw ProblemException.invalid("group_by", "must be by day or by hour, not both");
        }
        return Collections.unmodifiableSet(groups);
    }

    private static UsageGroup one(String value) {
        return Arrays.stream(values())
                .filter(group -> group.value().equals(value))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "group_by",
                        "must be none or some of "
                                + Arrays.stream(values()).map(UsageGroup::value).collect(Collectors.joining(", "))));
    }
}

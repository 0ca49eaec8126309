package io.candor.tenantservice.usage;

import java.time.YearMonth;
import java.util.Set;

/**
 * What the bound tenant has booked, and which months are invoiced.
 *
 * @param plan the plan's name
 * @param now the current month of UTC
 */
record Account(String plan, YearMonth now, Set<YearMonth> invoiced) {

    boolean isOpen(YearMonth month) {
        return !invoiced.contains(month);
    }

    /** The month whose invoice shows what is counted now for {@code month}: the first open one from then on. */
    YearMonth billedIn(YearMonth month) {
        if (isOpen(month)) {
            return month;
        }
        var open = now;
        while (!isOpen(open)) {
            open = open.plusMonths(1);
        }
        return open;
    }
}

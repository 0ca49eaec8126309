package io.candor.tenantservice.pricing;

import io.candor.tenantservice.plan.MeterTerms;
import java.time.YearMonth;

/**
 * Units of one meter that were used in one month under the same terms, and are billed together.
 *
 * @param period the month in which they were used
 * @param plan the name of the plan that the terms are of
 * @param usedBefore units of the same month that were counted before these
 * @param units below 0 where an invoiced month is corrected
 */
public record MeteredUnits(YearMonth period, String meter, String plan, MeterTerms terms, long usedBefore, long units) {

    /** What they cost, in billionths of the currency. */
    public long amountNanos() {
        return Pricing.amountNanos(terms, usedBefore, units);
    }

    /** How many of them the plan does not include. */
    public long billableUnits() {
        return Pricing.billableUnits(terms, usedBefore, units);
    }
}

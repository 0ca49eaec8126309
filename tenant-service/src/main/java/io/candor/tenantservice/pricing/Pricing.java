package io.candor.tenantservice.pricing;

import io.candor.tenantservice.plan.MeterTerms;

/**
 * What units cost beyond those that a plan includes.
 *
 * <p>Sums telescope: whatever order and portions a month's units arrive in, their amounts add up to the amount of all of
 * them at once.
 */
public final class Pricing {
    private Pricing() {}

    /**
     * The amount for {@code units} more, in billionths of the currency; below 0 when units are taken back.
     *
     * @param usedBefore units of the same period, 0 or more
     * @param units more units; below 0 takes back, at most {@code usedBefore}
     * @throws ArithmeticException when the amount or the sum of units does not fit 64 bits
     */
    public static long amountNanos(MeterTerms terms, long usedBefore, long units) {
        return Math.multiplyExact(terms.unitPriceNanos(), billableUnits(terms, usedBefore, units));
    }

    /**
     * How many of {@code units} more lie beyond what the plan includes.
     *
     * @throws IllegalArgumentException when less than nothing was used before or would be left
     * @throws ArithmeticException when the sum of units does not fit 64 bits
     */
    public static long billableUnits(MeterTerms terms, long usedBefore, long units) {
        var usedAfter = Math.addExact(usedBefore, units);
        if (usedBefore < 0 || usedAfter < 0) {
            throw new IllegalArgumentException("Less than nothing is used: " + usedBefore + " and " + units);
        }
        return beyond(terms.included(), usedAfter) - beyond(terms.included(), usedBefore);
    }

    private static long beyond(long included, long used) {
        return Math.max(0, used - included);
    }
}

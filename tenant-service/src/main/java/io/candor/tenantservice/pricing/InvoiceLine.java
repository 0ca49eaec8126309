package io.candor.tenantservice.pricing;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice.
 *
 * @param period the month in which the units were used; another than the invoice's on an adjustment
 * @param meter what was used, or null on the plan's own line
 * @param plan the plan whose price it is
 * @param units how many were used; 1 on the plan's own line
 * @param includedUnits how many of them the plan includes
 * @param billableUnits how many of them cost the unit price
 * @param unitPriceNanos in billionths of the currency
 * @param amountCents the amount of the line, rounded half up
 */
public record InvoiceLine(
        Kind kind,
        YearMonth period,
        @Nullable String meter,
        String plan,
        long units,
        long includedUnits,
        long billableUnits,
        long unitPriceNanos,
        long amountCents) {

    /** What a line is about. */
    public enum Kind {
        /** The plan's monthly price. */
        PLAN,
        /** Units of the invoice's month. */
        USAGE,
        /** Units of a month that was invoiced before they, or their correction, arrived. */
        ADJUSTMENT
    }

    static InvoiceLine ofPlan(YearMonth month, String plan, long priceNanos) {
        return new InvoiceLine(Kind.PLAN, month, null, plan, 1, 0, 1, priceNanos, Money.roundToCents(priceNanos));
    }

    static InvoiceLine ofUsage(YearMonth month, MeteredUnits used) {
        var billable = used.billableUnits();
        return new InvoiceLine(
                used.period().equals(month) ? Kind.USAGE : Kind.ADJUSTMENT,
                used.period(),
                used.meter(),
                used.plan(),
                used.units(),
                used.units() - billable,
                billable,
                used.terms().unitPriceNanos(),
                Money.roundToCents(used.amountNanos()));
    }
}

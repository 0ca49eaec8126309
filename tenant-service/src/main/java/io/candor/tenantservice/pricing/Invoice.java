package io.candor.tenantservice.pricing;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A month's invoice: the plan's price, then the usage. The preview and the invoice itself are this same calculation.
 *
 * @param month that is billed
 * @param currency of all amounts, as ISO 4217 in small letters
 * @param lines each rounded to whole cents
 */
public record Invoice(YearMonth month, String currency, List<InvoiceLine> lines) {
    public Invoice {
        lines = List.copyOf(lines);
    }

    /**
     * The invoice over a plan and what was used.
     *
     * @param monthlyPriceNanos what the plan costs whether it is used or not
     */
    public static Invoice of(
            YearMonth month, String currency, String plan, long monthlyPriceNanos, List<MeteredUnits> used) {
        var lines = new ArrayList<InvoiceLine>();
        lines.add(InvoiceLine.ofPlan(month, plan, monthlyPriceNanos));
        used.forEach(units -> lines.add(InvoiceLine.ofUsage(month, units)));
        return new Invoice(month, currency, lines);
    }

    /** The sum of the lines, in cents. */
    public long totalCents() {
        return lines.stream().mapToLong(InvoiceLine::amountCents).reduce(0, Math::addExact);
    }
}

package io.candor.tenantservice.usage;

import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.pricing.MeteredUnits;
import io.candor.tenantservice.pricing.Pricing;
import io.micronaut.http.HttpStatus;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Units of one meter in one month that are charged under the same terms: a change of plan begins another.
 *
 * @param number counts a month's segments of a meter from 0
 * @param billedIn the month whose invoice shows it: a later one where the month was invoiced before
 * @param adjusts the segment whose events it corrects after their invoice, or null
 */
record Segment(int number, YearMonth billedIn, @Nullable Integer adjusts, MeteredUnits used) {

    /** What {@code quantity} more costs, in billionths of the currency. */
    long charge(long quantity) {
        try {
            return Pricing.amountNanos(used.terms(), end(), quantity);
        } catch (ArithmeticException e) {
            throw tooMuch(used.meter());
        }
    }

    /** This one with {@code quantity} more. */
    Segment plus(long quantity) {
        try {
            var units = Math.addExact(used.units(), quantity);
            var more =
                    new MeteredUnits(used.period(), used.meter(), used.plan(), used.terms(), used.usedBefore(), units);
            more.amountNanos();
            return new Segment(number, billedIn, adjusts, more);
        } catch (ArithmeticException e) {
            throw tooMuch(used.meter());
        }
    }

    /** Units of the month up to and with these. */
    long end() {
        return used.usedBefore() + used.units();
    }

    boolean isUnder(String plan, MeterTerms terms) {
        return used.plan().equals(plan)
                && used.terms().included() == terms.included()
                && used.terms().unitPriceNanos() == terms.unitPriceNanos();
    }

    static ProblemException tooMuch(String meter) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "usage-too-large",
                "The sum of " + meter + " is more than can be counted");
    }
}

package io.candor.tenantservice.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.tenantservice.plan.MeterTerms;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final long MANY = 1_000_000_000_000L;

    @Test
    void unitsCostNothingUpToWhatIsIncluded() {
        var terms = new MeterTerms(1000, 2_000_000, null);

        assertThat(Pricing.amountNanos(terms, 0, 1000)).isZero();
        assertThat(Pricing.amountNanos(terms, 990, 20)).isEqualTo(20_000_000);
        assertThat(Pricing.amountNanos(terms, 1000, 1)).isEqualTo(2_000_000);
        assertThat(Pricing.amountNanos(terms, 1010, -20)).isEqualTo(-20_000_000);
    }

    @Property
    void portionsAddUpToTheWhole(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = MANY) Long> portions,
            @ForAll @LongRange(max = MANY) long included,
            @ForAll @LongRange(max = 100_000) long price,
            @ForAll @LongRange(max = MANY) long before) {
        var terms = new MeterTerms(included, price, null);

        var used = before;
        var sum = 0L;
        for (var units : portions) {
            sum += Pricing.amountNanos(terms, used, units);
            used += units;
        }

        assertThat(sum).isEqualTo(Pricing.amountNanos(terms, before, used - before));
    }

    @Property
    void nothingThatIsUsedCostsLessThanNothing(
            @ForAll @LongRange(min = 0, max = MANY) long before,
            @ForAll @LongRange(min = 0, max = MANY) long units,
            @ForAll @LongRange(min = 0, max = MANY) long included,
            @ForAll @LongRange(min = 0, max = 1_000_000) long price) {
        var terms = new MeterTerms(included, price, null);

        assertThat(Pricing.amountNanos(terms, before, units)).isBetween(0L, units * price);
    }

    @Property
    void takingBackUndoesTheCharge(
            @ForAll @LongRange(min = 0, max = MANY) long before,
            @ForAll @LongRange(min = 0, max = MANY) long units,
            @ForAll @LongRange(min = 0, max = MANY) long included) {
        var terms = new MeterTerms(included, 7, null);

        assertThat(Pricing.amountNanos(terms, before + units, -units))
                .isEqualTo(-Pricing.amountNanos(terms, before, units));
    }

    @Property
    void anAmountIsExactOrRefused(
            @ForAll @LongRange(min = 0) long before,
            @ForAll @LongRange(min = 0) long units,
            @ForAll @LongRange(min = 0) long included,
            @ForAll @LongRange(min = 0) long price) {
        var terms = new MeterTerms(included, price, null);
        var after = BigInteger.valueOf(before).add(BigInteger.valueOf(units));
        var exact = beyond(after, included)
                .subtract(beyond(BigInteger.valueOf(before), included))
                .multiply(BigInteger.valueOf(price));

        if (after.bitLength() < Long.SIZE && exact.bitLength() < Long.SIZE) {
            assertThat(Pricing.amountNanos(terms, before, units)).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> Pricing.amountNanos(terms, before, units)).isInstanceOf(ArithmeticException.class);
        }
    }

    private static BigInteger beyond(BigInteger used, long included) {
        return used.subtract(BigInteger.valueOf(included)).max(BigInteger.ZERO);
    }

    @Test
    void moreThanWasUsedIsNotTakenBack() {
        var terms = new MeterTerms(0, 1, null);

        assertThatThrownBy(() -> Pricing.amountNanos(terms, 5, -6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pricing.amountNanos(terms, -1, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.candor.tenantservice.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void halfACentIsRoundedAwayFromZero() {
        assertThat(Money.roundToCents(4_999_999)).isZero();
        assertThat(Money.roundToCents(5_000_000)).isEqualTo(1);
        assertThat(Money.roundToCents(-5_000_000)).isEqualTo(-1);
        assertThat(Money.roundToCents(Long.MAX_VALUE)).isEqualTo(922_337_203_685L);
    }

    @Test
    void textIsDecimalWithoutExponent() {
        assertThat(Money.textOfCents(1234)).isEqualTo("12.34");
        assertThat(Money.textOfCents(-5)).isEqualTo("-0.05");
        assertThat(Money.textOfCents(0)).isEqualTo("0.00");
        assertThat(Money.textOfNanos(2_000_000)).isEqualTo("0.002");
        assertThat(Money.textOfNanos(1)).isEqualTo("0.000000001");
        assertThat(Money.textOfNanos(50_000_000_000L)).isEqualTo("50.00");
        assertThat(Money.textOfNanos(0)).isEqualTo("0.00");
    }

    @Property
    void textAndNanosAreTheSame(@ForAll long nanos) {
        assertThat(Money.nanosOf(Money.textOfNanos(nanos))).isEqualTo(nanos);
    }

    @Test
    void whatIsFinerThanANanoIsRefused() {
        assertThatThrownBy(() -> Money.nanosOf("0.0000000001")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.nanosOf("1e30")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.nanosOf("one")).isInstanceOf(NumberFormatException.class);
    }
}

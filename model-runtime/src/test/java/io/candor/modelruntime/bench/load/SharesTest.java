package io.candor.modelruntime.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void aTenantThatGotHalfOfItsShareDeviatesByHalf() {
        assertThat(Shares.largestDeviation(List.of(50, 150), List.of(1, 1))).isEqualTo(0.5, CLOSE);
    }

    @Test
    void aTenantThatGotNothingDeviatesByAllOfIt() {
        assertThat(Shares.largestDeviation(List.of(0, 30), List.of(1, 2))).isEqualTo(1, CLOSE);
    }

    @Test
    void nothingServedIsNoShareKept() {
        assertThat(Shares.largestDeviation(List.of(0, 0), List.of(1, 2))).isEqualTo(1);
    }

    @Property
    void whatIsServedByWeightDoesNotDeviate(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 100) Integer> weights,
            @ForAll @IntRange(min = 1, max = 1000) int times) {
        var served = weights.stream().map(weight -> weight * times).toList();

        assertThat(Shares.largestDeviation(served, weights)).isEqualTo(0, CLOSE);
    }
}

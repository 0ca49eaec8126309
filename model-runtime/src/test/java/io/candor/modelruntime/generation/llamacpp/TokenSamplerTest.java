package io.candor.modelruntime.generation.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
    @Property
    void whatIsDrawnIsInTheNucleus(
            @ForAll @Size(min = 1, max = 40) @FloatRange(min = -20, max = 20) float[] logits,
            @ForAll @DoubleRange(min = 0.1, max = 2) double temperature,
            @ForAll @DoubleRange(min = 0.01, max = 1) double topP,
            @ForAll long seed) {
        var highest = Float.NEGATIVE_INFINITY;
        for (var logit : logits) {
            highest = Math.max(highest, logit);
        }
        var weights = new double[logits.length];
        for (var i = 0; i < weights.length; i++) {
            weights[i] = Math.exp((logits[i] - highest) / temperature);
        }
        var sum = Arrays.stream(weights).sum();

        var token = new TokenSampler(temperature, topP, new SplittableRandom(seed)).draw(logits.clone());

        var heavier =
                Arrays.stream(weights).filter(weight -> weight > weights[token]).sum();
        assertThat(heavier / sum).isLessThan(topP + 1e-4);
    }

    @Property
    void theSameSeedDrawsTheSame(
            @ForAll @Size(min = 1, max = 40) @FloatRange(min = -20, max = 20) float[] logits, @ForAll long seed) {
        var once = new TokenSampler(1, 0.9, new SplittableRandom(seed)).draw(logits.clone());
        var again = new TokenSampler(1, 0.9, new SplittableRandom(seed)).draw(logits.clone());

        assertThat(once).isEqualTo(again);
    }

    @Test
    void withoutTemperatureTheLikeliestIsTaken() {
        assertThat(new TokenSampler(0, 1, new SplittableRandom(1)).draw(new float[] {1, 3, 3, 2}))
                .isEqualTo(1);
    }

    @Test
    void tokensComeAsOftenAsTheirScoresSay() {
        var random = new SplittableRandom(7);
        var counts = new int[3];
        var draws = 60_000;

        for (var i = 0; i < draws; i++) {
            counts[new TokenSampler(0.5, 1, random).draw(new float[] {0, (float) Math.log(2), (float) Math.log(3)})]++;
        }

        // At temperature 0.5 the weights 1, 2 and 3 are squared.
        assertThat(counts[0] / (double) draws).isCloseTo(1 / 14.0, within(0.01));
        assertThat(counts[1] / (double) draws).isCloseTo(4 / 14.0, within(0.01));
        assertThat(counts[2] / (double) draws).isCloseTo(9 / 14.0, within(0.01));
    }
}

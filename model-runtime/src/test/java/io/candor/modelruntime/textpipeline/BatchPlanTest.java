package io.candor.modelruntime.textpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
    @Test
    void textsOfLikeLengthRunTogether() {
        assertThat(BatchPlan.of(texts(9, 2, 8, 3), 2)).containsExactly(List.of(1, 3), List.of(2, 0));
    }

    @Test
    void anEncoderThatTakesOneTextGetsOneAtATime() {
        assertThat(BatchPlan.of(texts(5, 5, 5), 1)).containsExactly(List.of(0), List.of(1), List.of(2));
    }

    @Test
    void longTextsMakeSmallBatches() {
        var runs = BatchPlan.of(texts(IntStream.range(0, 10).map(i -> 512).toArray()), 16);

        assertThat(runs).hasSize(3).allSatisfy(run -> assertThat(run).hasSizeLessThanOrEqualTo(4));
    }

    private static List<TokenizedText> texts(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> new TokenizedText(new long[length], new long[length]))
                .toList();
    }
}

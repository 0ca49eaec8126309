package io.candor.modelruntime.textpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.modelrepository.Pooling;
import io.candor.modelruntime.session.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenPoolingTest {
    private final FloatTensor tokens =
            new FloatTensor(List.of(2L, 3L, 2L), new float[] {1, 2, 3, 4, 99, 99, 3, 4, 99, 99, 99, 99});

    @Test
    void theMeanLeavesPaddingOut() {
        assertThat(new TokenPooling(Pooling.MEAN, false).pool(tokens, 0, 2)).containsExactly(2, 3);
    }

    @Test
    void clsTakesTheFirstTokenOfTheRow() {
        assertThat(new TokenPooling(Pooling.CLS, false).pool(tokens, 1, 1)).containsExactly(3, 4);
    }

    @Test
    void aNormalisedVectorHasLengthOne() {
        assertThat(new TokenPooling(Pooling.CLS, true).pool(tokens, 1, 1)).containsExactly(0.6f, 0.8f);
    }
}

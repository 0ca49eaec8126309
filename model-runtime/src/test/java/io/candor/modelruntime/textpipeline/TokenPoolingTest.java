package io.candor.modelruntime.textpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.modelrepository.Pooling;
import org.junit.jupiter.api.Test;

class TokenPoolingTest {
    private final float[] tokens = {3, 4, 5, 6, 99, 99};

    @Test
    void theMeanLeavesPaddingOut() {
        assertThat(new TokenPooling(Pooling.MEAN, false).pool(tokens, 2, 2)).containsExactly(4, 5);
    }

    @Test
    void clsTakesTheFirstToken() {
        var pooling = new TokenPooling(Pooling.CLS, false);

        assertThat(pooling.pool(tokens, 2, 2)).containsExactly(3, 4);
        assertThat(pooling.reads(2)).isEqualTo(1);
    }

    @Test
    void aNormalisedVectorHasLengthOne() {
        assertThat(new TokenPooling(Pooling.CLS, true).pool(tokens, 2, 1)).containsExactly(0.6f, 0.8f);
    }
}

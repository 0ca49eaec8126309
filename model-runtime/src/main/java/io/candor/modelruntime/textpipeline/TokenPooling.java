package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.Pooling;
import java.util.Arrays;

/** Makes one vector of a text's token vectors. */
final class TokenPooling {
    private final Pooling pooling;
    private final boolean normalize;

    TokenPooling(Pooling pooling, boolean normalize) {
        this.pooling = pooling;
        this.normalize = normalize;
    }

    /** How many of a text's {@code length} token vectors it reads. */
    int reads(int length) {
        return pooling == Pooling.MEAN ? length : 1;
    }

    /**
     * The vector of a text.
     *
     * @param tokens its token vectors of {@code dimension} values each, one after the other
     * @param length how many tokens it has
     */
    float[] pool(float[] tokens, int dimension, int length) {
        var vector = Arrays.copyOf(tokens, dimension);
        if (pooling == Pooling.MEAN) {
            mean(vector, tokens, length);
        }
        if (normalize) {
            normalize(vector);
        }
        return vector;
    }

    private static void mean(float[] vector, float[] values, int length) {
        for (var token = 1; token < length; token++) {
            var offset = token * vector.length;
            for (var i = 0; i < vector.length; i++) {
                vector[i] += values[offset + i];
            }
        }
        for (var i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }

    private static void normalize(float[] vector) {
        var squares = 0.0;
        for (var value : vector) {
            squares += (double) value * value;
        }
        var norm = Math.sqrt(squares);
        if (norm > 0) {
            for (var i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / norm);
            }
        }
    }
}

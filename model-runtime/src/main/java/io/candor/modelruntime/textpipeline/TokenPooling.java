package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.Pooling;
import io.candor.modelruntime.session.FloatTensor;
import java.util.Arrays;

/** Makes one vector of a text's token vectors. */
final class TokenPooling {
    private final Pooling pooling;
    private final boolean normalize;

    TokenPooling(Pooling pooling, boolean normalize) {
        this.pooling = pooling;
        this.normalize = normalize;
    }

    /**
     * The vector of text {@code row}.
     *
     * @param tokens of shape (texts, tokens, dimension)
     * @param length how many of the row's tokens are not padding
     */
    float[] pool(FloatTensor tokens, int row, int length) {
        var width = Math.toIntExact(tokens.shape().get(1));
        var dimension = Math.toIntExact(tokens.shape().get(2));
        var start = row * width * dimension;
        var vector = Arrays.copyOfRange(tokens.values(), start, start + dimension);
        if (pooling == Pooling.MEAN) {
            mean(vector, tokens.values(), start, length);
        }
        if (normalize) {
            normalize(vector);
        }
        return vector;
    }

    private static void mean(float[] vector, float[] values, int start, int length) {
        for (var token = 1; token < length; token++) {
            var offset = start + token * vector.length;
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

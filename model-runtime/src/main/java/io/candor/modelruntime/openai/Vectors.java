package io.candor.modelruntime.openai;

import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.ModelIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of texts, in their order.
 *
 * @param model the version that made them all; null as long as there are none
 * @param tokens how many tokens were read
 */
record Vectors(@Nullable ModelIdentity model, List<float[]> values, int tokens) {
    static Vectors empty() {
        return new Vectors(null, List.of(), 0);
    }

    static Vectors of(InferenceAnswer answer) {
        var tensor = answer.outputs().getFirst();
        var floats = tensor.data().asFloatBuffer();
        var values = new ArrayList<float[]>();
        for (var row = 0; row < tensor.shape().getFirst(); row++) {
            var vector = new float[tensor.shape().getLast().intValue()];
            floats.get(vector);
            values.add(vector);
        }
        return new Vectors(answer.model(), values, answer.tokens());
    }

    Vectors and(Vectors more) {
        var all = new ArrayList<>(values);
        all.addAll(more.values);
        return new Vectors(more.model, all, tokens + more.tokens);
    }

    @Nullable
    String version() {
        return model == null ? null : model.version();
    }

    /** Little-endian FP32, vector by vector. */
    byte[] bytes() {
        var buffer = ByteBuffer.allocate(
                        values.stream().mapToInt(vector -> vector.length).sum() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(vector -> {
            for (var value : vector) {
                buffer.putFloat(value);
            }
        });
        return buffer.array();
    }
}

package io.candor.modelruntime.openai;

import io.micronaut.core.annotation.Introspected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The vectors of the texts of a request (OpenAI API reference, "The embedding object").
 *
 * @param decisionId names the decision record
 */
@Introspected
record EmbeddingList(String object, List<Embedding> data, String model, Usage usage, UUID decisionId) {
    /** One vector: numbers, or the base64 of little-endian FP32. */
    @Introspected
    record Embedding(String object, int index, Object embedding) {}

    /** How many tokens were read. */
    @Introspected
    record Usage(int promptTokens, int totalTokens) {}

    static EmbeddingList of(String model, Vectors vectors, boolean base64, UUID decisionId) {
        var values = vectors.values();
        var data = IntStream.range(0, values.size())
                .mapToObj(index -> new Embedding(
                        "embedding", index, base64 ? base64(values.get(index)) : (Object) values.get(index)))
                .toList();
        return new EmbeddingList("list", data, model, new Usage(vectors.tokens(), vectors.tokens()), decisionId);
    }

    private static String base64(float[] vector) {
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(buffer.array());
    }
}

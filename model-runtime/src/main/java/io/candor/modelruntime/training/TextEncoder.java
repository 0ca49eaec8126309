package io.candor.modelruntime.training;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Embeds texts with a frozen ONNX encoder, one text per run: the quantised encoder scales its activations over the whole
 * batch, so that a vector made alone is the only one that does not depend on its neighbours.
 */
final class TextEncoder implements AutoCloseable {
    private final EncoderDefinition definition;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Opens {@code model.onnx} and {@code tokenizer.json} in the folder. */
    TextEncoder(EncoderDefinition definition, Path folder) throws IOException, OrtException {
        this.definition = definition;
        this.tokenizer = HuggingFaceTokenizer.builder()
                .optTokenizerPath(folder.resolve("tokenizer.json"))
                .optTruncation(true)
                .optMaxLength(definition.maxLength())
                .optPadding(false)
                .build();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session =
                    environment.createSession(folder.resolve("model.onnx").toString(), options);
        }
    }

    EncoderDefinition definition() {
        return definition;
    }

    /** One row per text, in order. */
    float[][] embed(List<String> texts) {
        var rows = new float[texts.size()][];
        IntStream.range(0, rows.length).parallel().forEach(i -> rows[i] = embed(texts.get(i)));
        return rows;
    }

    private float[] embed(String text) {
        var encoding = tokenizer.encode(text);
        var inputs = new HashMap<String, OnnxTensor>();
        try {
            for (var name : definition.inputs()) {
                inputs.put(name, OnnxTensor.createTensor(environment, new long[][] {values(name, encoding)}));
            }
            try (var result = session.run(inputs)) {
                var tokens = ((float[][][]) result.get(0).getValue())[0];
                return pool(tokens);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("The encoder " + definition.name() + " failed", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static long[] values(String input, Encoding encoding) {
        return switch (input) {
            case "input_ids" -> encoding.getIds();
            case "attention_mask" -> encoding.getAttentionMask();
            case "token_type_ids" -> encoding.getTypeIds();
            default -> throw new IllegalStateException("The encoder asks for an unknown input " + input);
        };
    }

    private float[] pool(float[][] tokens) {
        var vector = tokens[0].clone();
        if (definition.pooling() == EncoderDefinition.Pooling.MEAN) {
            for (int t = 1; t < tokens.length; t++) {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] += tokens[t][i];
                }
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= tokens.length;
            }
        }
        return definition.normalize() ? Vectors.normalized(vector) : vector;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        tokenizer.close();
    }

    /** The names the session itself declares, for a check against the definition. */
    Map<String, ?> sessionInputs() throws OrtException {
        return session.getInputInfo();
    }
}

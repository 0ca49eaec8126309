package io.candor.platform.inference;

import java.util.Map;

/**
 * What a model answered.
 *
 * @param modelName the model that ran, which a routed request did not name
 * @param modelVersion its version
 * @param modelSha256 hex digest over its files
 * @param outputs tensors by name
 */
public record InferResponse(String modelName, String modelVersion, String modelSha256, Map<String, Tensor> outputs) {
    public InferResponse {
        outputs = Map.copyOf(outputs);
    }

    /**
     * The FP32 output {@code name}.
     *
     * @throws IllegalStateException when the model gave none
     */
    public Tensor.Floats floats(String name) {
        if (outputs.get(name) instanceof Tensor.Floats floats) {
            return floats;
        }
        throw new IllegalStateException("Model " + modelName + " gave no FP32 output " + name);
    }

    /**
     * The text output {@code name}.
     *
     * @throws IllegalStateException when the model gave none
     */
    public Tensor.Texts texts(String name) {
        if (outputs.get(name) instanceof Tensor.Texts texts) {
            return texts;
        }
        throw new IllegalStateException("Model " + modelName + " gave no text output " + name);
    }
}

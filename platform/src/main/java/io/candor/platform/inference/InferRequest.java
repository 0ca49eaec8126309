package io.candor.platform.inference;

import java.util.List;
import java.util.Map;

/**
 * What a text model is asked.
 *
 * @param model the model's name; its production version answers
 * @param texts the batch: one string each
 * @param parameters request parameters, such as {@code language}
 * @param outputs names of the outputs that are wanted; empty for all
 */
public record InferRequest(String model, List<String> texts, Map<String, String> parameters, List<String> outputs) {
    public InferRequest {
        texts = List.copyOf(texts);
        parameters = Map.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }
}

package io.candor.modelruntime.serving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to run a model.
 *
 * @param version null for the one in production
 * @param parameters those that are texts
 * @param outputs the outputs that are wanted; empty for all
 */
public record InferenceRequest(
        String model,
        @Nullable String version,
        Map<String, String> parameters,
        List<InputTensor> inputs,
        List<String> outputs) {
    public InferenceRequest {
        parameters = Map.copyOf(parameters);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to run a model (Open Inference Protocol v2, "Inference").
 *
 * @param version a number, {@code production} or {@code candidate}; null for what the release says
 * @param id the caller's own name for the request; empty when there is none
 * @param parameters texts, {@link Long}, {@link Double} and {@link Boolean} by name
 * @param outputs the outputs that are wanted; empty for all
 */
public record InferenceRequest(
        String model,
        @Nullable String version,
        String id,
        Map<String, Object> parameters,
        List<Tensor> inputs,
        List<String> outputs) {
    public InferenceRequest {
        parameters = Map.copyOf(parameters);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param model the version that ran, which a routed request did not name
 * @param parameters what the answer tells beside its tensors, such as where it was computed
 * @param outputs in the order of the request
 * @param tokens how many tokens were read from texts; 0 where there were none
 */
public record InferenceAnswer(ModelIdentity model, Map<String, Object> parameters, List<Tensor> outputs, int tokens) {
    public InferenceAnswer {
        parameters = Map.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    /** The output {@code name}, if it was computed. */
    public Optional<Tensor> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }
}

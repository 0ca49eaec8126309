package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * What is known about a model.
 *
 * @param versions those that can be asked, the lowest first
 * @param properties {@code sha256}, {@code device}, and {@code labels.<output>}, {@code threshold.<output>}, {@code
 *     thresholds.<output>} where the output has them
 */
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        Map<String, String> properties) {
    public ModelMetadata {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        properties = Map.copyOf(properties);
    }
}

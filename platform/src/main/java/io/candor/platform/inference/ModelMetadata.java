package io.candor.platform.inference;

import java.util.Map;

/**
 * What the runtime tells about a model.
 *
 * @param name the model's name
 * @param properties such as {@code labels.<output>} (a JSON array) and {@code threshold.<output>}
 */
public record ModelMetadata(String name, Map<String, String> properties) {
    public ModelMetadata {
        properties = Map.copyOf(properties);
    }
}

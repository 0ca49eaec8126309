package io.candor.modelruntime.modelrepository;

import java.nio.file.Path;
import java.util.Map;

/**
 * A model version whose files were found and are the ones it was described with.
 *
 * @param folder where its files lie
 * @param digests hex SHA-256 of each of its files, {@code model.yaml} included, by path inside the folder
 */
public record StoredModel(ModelDefinition definition, Path folder, Map<String, String> digests) {
    public StoredModel {
        digests = Map.copyOf(digests);
    }

    /** The version. */
    public ModelId id() {
        return definition.id();
    }
}

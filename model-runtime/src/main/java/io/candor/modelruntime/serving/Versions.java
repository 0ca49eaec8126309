package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a version by name, with a version or without: then the highest. */
final class Versions {
    private Versions() {}

    static <T> Optional<Map.Entry<ModelId, T>> find(
            NavigableMap<ModelId, T> models, String name, @Nullable String version) {
        return models.descendingMap().entrySet().stream()
                .filter(model -> model.getKey().name().equals(name))
                .filter(model -> version == null || model.getKey().version().equals(version))
                .findFirst();
    }

    /** Finds what {@code reference} names: {@code name} or {@code name/version}. */
    static <T> Optional<Map.Entry<ModelId, T>> find(NavigableMap<ModelId, T> models, String reference) {
        var slash = reference.indexOf('/');
        return slash < 0
                ? find(models, reference, null)
                : find(models, reference.substring(0, slash), reference.substring(slash + 1));
    }
}

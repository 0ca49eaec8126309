package io.candor.modelruntime.modelrepository;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a repository held when it was read. */
public final class StoredModels {
    private final NavigableMap<ModelId, StoredModel> models;
    private final Map<ModelId, String> unavailable;

    StoredModels(NavigableMap<ModelId, StoredModel> models, NavigableMap<ModelId, String> unavailable) {
        this.models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
        this.unavailable = Collections.unmodifiableMap(new TreeMap<>(unavailable));
    }

    /** Reads the repository in {@code folder}. */
    public static StoredModels read(Path folder) {
        return new ModelStore(List.of(folder)).readAll();
    }

    /** The versions that can be loaded. */
    public Collection<StoredModel> models() {
        return models.values();
    }

    /** The versions that cannot, each with the reason. */
    public Map<ModelId, String> unavailable() {
        return unavailable;
    }
}

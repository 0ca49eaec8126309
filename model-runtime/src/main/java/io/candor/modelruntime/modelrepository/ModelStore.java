package io.candor.modelruntime.modelrepository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What lies in a repository folder: {@code <name>/<version>/model.yaml} and the files it lists. */
public final class ModelStore {
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private final NavigableMap<ModelId, StoredModel> models = new TreeMap<>();
    private final NavigableMap<ModelId, String> unavailable = new TreeMap<>();

    private ModelStore() {}

    /**
     * Reads {@code repository}. A version that is not right is unavailable with its reason; the others are not affected.
     *
     * @throws UncheckedIOException when the folder itself cannot be read
     */
    public static ModelStore read(Path repository) {
        var store = new ModelStore();
        var root = repository.toAbsolutePath().normalize();
        for (var model : folders(root)) {
            for (var version : folders(model)) {
                if (VERSION.matcher(name(version)).matches()) {
                    store.read(new ModelId(name(model), name(version)), version);
                }
            }
        }
        return store;
    }

    /** The versions that can be loaded. */
    public Collection<StoredModel> models() {
        return Collections.unmodifiableCollection(models.values());
    }

    /** The versions that cannot, each with the reason. */
    public Map<ModelId, String> unavailable() {
        return Collections.unmodifiableMap(unavailable);
    }

    private void read(ModelId id, Path folder) {
        try {
            models.put(id, StoredModelReader.read(id, folder));
        } catch (MalformedModelException e) {
            unavailable.put(id, e.reason());
        }
    }

    private static List<Path> folders(Path parent) {
        try (var children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The model repository cannot be read", e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}

package io.candor.modelruntime.modelrepository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folders that models lie in: {@code <name>/<version>/model.yaml} and the files it lists, and those of a tenant in
 * {@code tenants/<tenant id>/<name>/<version>}. What lies in a later folder comes before the same version in an earlier
 * one. Nothing is remembered: each call reads what is there now.
 */
public final class ModelStore {
    private static final String TENANTS = "tenants";

    private final List<Path> roots;

    /** A store over {@code roots}, of which the first must exist. */
    public ModelStore(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        if (this.roots.isEmpty() || !Files.isDirectory(this.roots.getFirst())) {
            throw new UncheckedIOException(
                    "The model repository cannot be read", new IOException("There is no folder " + roots));
        }
    }

    /** A store over the folders that {@code paths} lists as a search path does. */
    public static ModelStore ofPath(String paths) {
        return new ModelStore(Arrays.stream(paths.split(java.io.File.pathSeparator, -1))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .toList());
    }

    /** Every version that there is, with its folder; not all can be read. */
    public NavigableMap<ModelId, Path> versions() {
        var versions = new TreeMap<ModelId, Path>();
        for (var root : roots) {
            addModels(versions, root, null);
            for (var tenant : folders(root.resolve(TENANTS))) {
                tenantId(tenant).ifPresent(owner -> addModels(versions, tenant, owner));
            }
        }
        return Collections.unmodifiableNavigableMap(versions);
    }

    /** The versions of one model. */
    public NavigableSet<ModelId> versions(String name, @Nullable UUID owner) {
        var versions = new TreeSet<ModelId>();
        if (ModelId.isName(name)) {
            for (var root : roots) {
                for (var folder : folders(model(root, name, owner))) {
                    if (ModelId.isVersion(name(folder))) {
                        versions.add(new ModelId(name, name(folder), owner));
                    }
                }
            }
        }
        return versions;
    }

    /**
     * Reads one version.
     *
     * @throws MalformedModelException with the reason, when it is not right or not there
     */
    public StoredModel read(ModelId id) throws MalformedModelException {
        for (var root : roots.reversed()) {
            var folder = model(root, id.name(), id.owner()).resolve(id.version());
            if (Files.isDirectory(folder)) {
                return StoredModelReader.read(id, folder);
            }
        }
        throw new MalformedModelException("it is not in the repository");
    }

    /** Reads everything. */
    public StoredModels readAll() {
        var models = new TreeMap<ModelId, StoredModel>();
        var unavailable = new TreeMap<ModelId, String>();
        versions().forEach((id, folder) -> {
            try {
                models.put(id, StoredModelReader.read(id, folder));
            } catch (MalformedModelException e) {
                unavailable.put(id, e.reason());
            }
        });
        return new StoredModels(models, unavailable);
    }

    /** Where what belongs to all versions of a model is kept; writable where the store is. */
    public Path folder(String name, @Nullable UUID owner) {
        return model(roots.getLast(), name, owner);
    }

    private static Path model(Path root, String name, @Nullable UUID owner) {
        return owner == null
                ? root.resolve(name)
                : root.resolve(TENANTS).resolve(owner.toString()).resolve(name);
    }

    private static void addModels(NavigableMap<ModelId, Path> versions, Path parent, @Nullable UUID owner) {
        for (var model : folders(parent)) {
            if (ModelId.isName(name(model)) && !name(model).equals(TENANTS)) {
                for (var version : folders(model)) {
                    if (ModelId.isVersion(name(version))) {
                        versions.put(new ModelId(name(model), name(version), owner), version);
                    }
                }
            }
        }
    }

    private static Optional<UUID> tenantId(Path folder) {
        try {
            return Optional.of(UUID.fromString(name(folder)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
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

package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Which model versions there are and what state each is in. Safe for many threads. */
final class Registry {
    private static final String LOWEST = "1";
    private static final String HIGHEST = "999999999";

    private final NavigableMap<ModelId, Entry> entries = new ConcurrentSkipListMap<>();

    /** What state a version is in. */
    sealed interface Entry {
        /** It answers. */
        record Ready(Shared<LoadedModel> model) implements Entry {}

        /** It does not, and why. */
        record Unavailable(String reason) implements Entry {}

        /** It will. */
        record Loading() implements Entry {}

        /** It was taken away by an operator. */
        record Unloaded() implements Entry {}
    }

    /**
     * Puts {@code entry} in the place of what there was, which answers those who asked and then goes.
     *
     * @return done when that has gone
     */
    CompletableFuture<Void> put(ModelId id, Entry entry) {
        return release(entries.put(id, entry));
    }

    /** Says that {@code id} is being loaded, unless its predecessor still answers. */
    void loading(ModelId id) {
        entries.compute(id, (key, entry) -> entry instanceof Entry.Ready ? entry : new Entry.Loading());
    }

    /** Forgets {@code id}. */
    void remove(ModelId id) {
        var unused = release(entries.remove(id));
    }

    Optional<Entry> find(ModelId id) {
        return Optional.ofNullable(entries.get(id));
    }

    boolean isReady(ModelId id) {
        return entries.get(id) instanceof Entry.Ready;
    }

    boolean hasReady() {
        return entries.values().stream().anyMatch(Entry.Ready.class::isInstance);
    }

    /** Everything, by version. */
    NavigableMap<ModelId, Entry> entries() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    Collection<LoadedModel> loaded() {
        return entries.values().stream()
                .filter(Entry.Ready.class::isInstance)
                .map(entry -> ((Entry.Ready) entry).model().get())
                .toList();
    }

    /** Whose model {@code tenant} means by {@code name}: its own if it has one, else the platform's, which is null. */
    @Nullable
    UUID owner(String name, @Nullable UUID tenant) {
        return tenant != null && !versions(name, tenant).isEmpty() ? tenant : null;
    }

    /** The versions of a model, the highest first. */
    NavigableMap<ModelId, Entry> versions(String name, @Nullable UUID owner) {
        return entries.subMap(new ModelId(name, LOWEST, owner), true, new ModelId(name, HIGHEST, owner), true)
                .descendingMap();
    }

    /** The versions of a model that answer, the lowest first. */
    List<String> ready(String name, @Nullable UUID owner) {
        return versions(name, owner).descendingMap().entrySet().stream()
                .filter(version -> version.getValue() instanceof Entry.Ready)
                .map(version -> version.getKey().version())
                .toList();
    }

    /**
     * Holds a version of a model until it is released.
     *
     * @param version null for the highest that is ready
     * @throws ProblemException 404 when there is none, 503 with the reason when it is not ready
     */
    Shared<LoadedModel> acquire(String name, @Nullable String version, @Nullable UUID owner) {
        while (true) {
            var found = version == null ? highest(name, owner) : exact(name, version, owner);
            if (!(found.entry() instanceof Entry.Ready(var model))) {
                throw unavailable(found.id(), found.entry());
            }
            if (model.retain()) {
                return model;
            }
        }
    }

    /** Why what {@code reference} names cannot be used. */
    String absence(String reference, @Nullable UUID owner) {
        var named = Reference.of(reference);
        try {
            var found = named.version() == null
                    ? highest(named.name(), owner(named.name(), owner))
                    : exact(named.name(), named.version(), owner(named.name(), owner));
            return "it needs " + found.id() + ", which is unavailable: " + reason(found.entry());
        } catch (ProblemException e) {
            return "it needs " + reference + ", which is not in the repository";
        }
    }

    private record Found(ModelId id, Entry entry) {}

    private Found highest(String name, @Nullable UUID owner) {
        var versions = versions(name, owner);
        for (var version : versions.entrySet()) {
            if (version.getValue() instanceof Entry.Ready) {
                return new Found(version.getKey(), version.getValue());
            }
        }
        var first = versions.firstEntry();
        if (first == null) {
            throw notFound(name);
        }
        return new Found(first.getKey(), first.getValue());
    }

    private Found exact(String name, String version, @Nullable UUID owner) {
        var id = ModelId.isVersion(version) ? new ModelId(name, version, owner) : null;
        var entry = id == null ? null : entries.get(id);
        if (id == null || entry == null) {
            throw notFound(name + "/" + version);
        }
        return new Found(id, entry);
    }

    private static ProblemException notFound(String what) {
        return ProblemException.notFound("model-not-found", "There is no model " + what);
    }

    private static ProblemException unavailable(ModelId id, Entry entry) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "model-unavailable",
                "Model " + id + " is unavailable: " + reason(entry));
    }

    static String reason(Entry entry) {
        return switch (entry) {
            case Entry.Ready ready -> "";
            case Entry.Unavailable(var reason) -> reason;
            case Entry.Loading loading -> "it is being loaded";
            case Entry.Unloaded unloaded -> "it was unloaded";
        };
    }

    private static CompletableFuture<Void> release(@Nullable Entry entry) {
        if (entry instanceof Entry.Ready(var model)) {
            model.release();
            return model.closed();
        }
        return CompletableFuture.completedFuture(null);
    }
}

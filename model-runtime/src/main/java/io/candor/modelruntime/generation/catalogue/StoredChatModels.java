package io.candor.modelruntime.generation.catalogue;

import io.candor.modelruntime.generation.ChatCatalogue;
import io.candor.modelruntime.generation.ChatModel;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chat models of the model repository. It is looked at again when it is asked for, at most so often: a model that was
 * pulled while the service runs is there at the next question. Of several versions the highest that can be read counts.
 */
public final class StoredChatModels implements ChatCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(StoredChatModels.class);

    private final ModelStore store;
    private final long intervalNanos;
    private final Map<ModelId, Version> versions = new TreeMap<>();
    private long nextLook = System.nanoTime();
    private boolean closed;

    /** The chat models in {@code store}, looked at again after {@code interval}. */
    public StoredChatModels(ModelStore store, Duration interval) {
        this.store = store;
        this.intervalNanos = interval.toNanos();
    }

    /** A version as it was when its description had this fingerprint; null for a model of another kind. */
    private record Version(
            String fingerprint,
            @Nullable ChatModel model,
            @Nullable String refusal) {
        void close() {
            if (model != null) {
                model.engine().close();
            }
        }
    }

    @Override
    public synchronized SortedMap<String, ChatModel> models(@Nullable UUID tenant) {
        look();
        var models = new TreeMap<String, ChatModel>();
        // The platform's come first and higher versions later, so that what counts overwrites the rest.
        versions.forEach((id, version) -> {
            if (version.model() != null && isVisible(id, tenant)) {
                models.put(id.name(), version.model());
            }
        });
        return models;
    }

    @Override
    public synchronized Optional<String> refusal(String name, @Nullable UUID tenant) {
        look();
        return versions.entrySet().stream()
                .filter(version -> version.getKey().name().equals(name) && isVisible(version.getKey(), tenant))
                .flatMap(version -> Stream.ofNullable(version.getValue().refusal()))
                .reduce((lower, higher) -> higher);
    }

    private static boolean isVisible(ModelId id, @Nullable UUID tenant) {
        return id.owner() == null || id.owner().equals(tenant);
    }

    private void look() {
        if (closed || System.nanoTime() - nextLook < 0) {
            return;
        }
        nextLook = System.nanoTime() + intervalNanos;
        var found = store.versions();
        versions.keySet().stream().filter(id -> !found.containsKey(id)).toList().forEach(gone -> replace(gone, null));
        found.forEach((id, folder) -> {
            var fingerprint = fingerprint(folder.resolve("model.yaml"));
            var known = versions.get(id);
            if (known == null || !known.fingerprint().equals(fingerprint)) {
                replace(id, read(id, folder, fingerprint));
            }
        });
    }

    private void replace(ModelId id, @Nullable Version version) {
        var before = version == null ? versions.remove(id) : versions.put(id, version);
        if (before != null) {
            before.close();
        }
    }

    private static Version read(ModelId id, Path folder, String fingerprint) {
        try {
            var file = folder.resolve("model.yaml");
            var written = Files.getLastModifiedTime(file).toInstant();
            var model = ChatModelReader.read(id, folder, Files.readString(file), written);
            model.ifPresent(read ->
                    LOG.debug("Model {} generates text by {}", id, read.engine().name()));
            return new Version(fingerprint, model.orElse(null), null);
        } catch (IOException e) {
            // What is wrong with the files of other kinds is told where those are served.
            return new Version(fingerprint, null, null);
        } catch (MalformedModelException e) {
            LOG.warn("Model {} cannot generate text: {}", id, e.reason());
            return new Version(fingerprint, null, e.reason());
        }
    }

    private static String fingerprint(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return file + " is missing";
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        versions.values().forEach(Version::close);
        versions.clear();
    }
}

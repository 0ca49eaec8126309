package io.candor.modelruntime.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.candor.modelruntime.modelrepository.ModelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the release of each model beside its versions, in {@code release.json}. */
final class ReleaseStore {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseStore.class);
    private static final String FILE = "release.json";

    private final JsonMapper json = JsonMapper.builder().build();
    private final ModelStore store;
    private final Map<Key, Release> releases = new ConcurrentHashMap<>();

    private record Key(String name, @Nullable UUID owner) {}

    ReleaseStore(ModelStore store) {
        this.store = store;
    }

    Release get(String name, @Nullable UUID owner) {
        return releases.computeIfAbsent(new Key(name, owner), key -> read(file(name, owner)));
    }

    void put(String name, @Nullable UUID owner, Release release) {
        var file = file(name, owner);
        try {
            Files.createDirectories(file.getParent());
            var written = Files.createTempFile(file.getParent(), FILE, ".tmp");
            Files.write(written, json.writeValueAsBytes(release));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The release of " + name + " cannot be written", e);
        }
        releases.put(new Key(name, owner), release);
    }

    /** Reads the release of a model anew when it is next asked for. */
    void forget(String name, @Nullable UUID owner) {
        releases.remove(new Key(name, owner));
    }

    private Path file(String name, @Nullable UUID owner) {
        return store.folder(name, owner).resolve(FILE);
    }

    private Release read(Path file) {
        try {
            return json.readValue(Files.readAllBytes(file), Release.class);
        } catch (NoSuchFileException e) {
            return Release.NONE;
        } catch (JsonProcessingException e) {
            LOG.error("{} is no release: {}", file, e.getOriginalMessage());
            return Release.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("A release cannot be read", e);
        }
    }
}

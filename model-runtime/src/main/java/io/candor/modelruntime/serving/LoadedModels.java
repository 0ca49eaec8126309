package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which model versions answer, and why the others do not. Filled once, at start. */
final class LoadedModels {
    private final NavigableMap<ModelId, ServedModel> ready = new TreeMap<>();
    private final NavigableMap<ModelId, String> unavailable = new TreeMap<>();
    private final List<AutoCloseable> resources = new ArrayList<>();

    void add(ModelId id, ServedModel model) {
        ready.put(id, model);
    }

    void refuse(ModelId id, String reason) {
        unavailable.put(id, reason);
    }

    /** Keeps what is to be closed at the end. */
    <T extends AutoCloseable> T own(T resource) {
        resources.add(resource);
        return resource;
    }

    List<AutoCloseable> resources() {
        return Collections.unmodifiableList(resources);
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /**
     * The model {@code name}.
     *
     * @param version null for the one in production: the highest that is ready
     * @throws ProblemException 404 when there is none, 503 with the reason when it is unavailable
     */
    ServedModel get(String name, @Nullable String version) {
        var found = Versions.find(ready, name, version);
        if (found.isPresent()) {
            return found.get().getValue();
        }
        var refused = Versions.find(unavailable, name, version);
        if (refused.isPresent()) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "model-unavailable",
                    "Model " + refused.get().getKey() + " is unavailable: "
                            + refused.get().getValue());
        }
        throw ProblemException.notFound(
                "model-not-found", "There is no model " + name + (version == null ? "" : "/" + version));
    }

    List<String> versions(String name) {
        return ready.keySet().stream()
                .filter(id -> id.name().equals(name))
                .map(ModelId::version)
                .toList();
    }

    /** Why what {@code reference} names cannot be used. */
    String absence(String reference) {
        return Versions.find(unavailable, reference)
                .map(refused -> "it needs " + refused.getKey() + ", which is unavailable: " + refused.getValue())
                .orElse("it needs " + reference + ", which is not in the repository");
    }
}

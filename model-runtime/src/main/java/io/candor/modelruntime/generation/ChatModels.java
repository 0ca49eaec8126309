package io.candor.modelruntime.generation;

import io.candor.platform.web.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The models that generate text. */
public final class ChatModels implements AutoCloseable {
    private final NavigableMap<String, ChatModel> models = new TreeMap<>();

    /** These models, by their names. */
    public ChatModels(List<ChatModel> models) {
        models.forEach(model -> this.models.put(model.name(), model));
    }

    /** Every model, in order of name, those without weights included. */
    public List<ChatModel> all() {
        return List.copyOf(Collections.unmodifiableNavigableMap(models).values());
    }

    /**
     * The model {@code name}.
     *
     * @throws ProblemException 404 {@code model-not-found}
     */
    public ChatModel get(String name) {
        var model = models.get(name);
        if (model == null) {
            throw ProblemException.notFound("model-not-found", "There is no model " + name);
        }
        return model;
    }

    @Override
    public void close() {
        models.values().forEach(model -> model.engine().close());
    }
}

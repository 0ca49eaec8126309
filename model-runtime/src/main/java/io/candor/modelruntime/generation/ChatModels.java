package io.candor.modelruntime.generation;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The models that generate text, as the calling tenant sees them. */
public final class ChatModels implements AutoCloseable {
    private final ChatCatalogue catalogue;

    /** The models of {@code catalogue}. */
    public ChatModels(ChatCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** These models, for everyone. */
    public ChatModels(List<ChatModel> models) {
        this(new FixedCatalogue(models));
    }

    /** Every model, in order of name, those whose weights are not there included. */
    public List<ChatModel> all() {
        return List.copyOf(catalogue.models(tenant()).values());
    }

    /**
     * The model {@code name}.
     *
     * @throws ProblemException 404 {@code model-not-found}, 503 {@code model-unavailable} when its description is wrong
     */
    public ChatModel get(String name) {
        var model = catalogue.models(tenant()).get(name);
        if (model != null) {
            return model;
        }
        throw catalogue
                .refusal(name, tenant())
                .<ProblemException>map(
                        reason -> EngineException.unavailable("The model " + name + " is unavailable: " + reason))
                .orElseGet(() -> ProblemException.notFound("model-not-found", "There is no model " + name));
    }

    private static @Nullable UUID tenant() {
        return TenantContext.find().map(TenantContext::tenantId).orElse(null);
    }

    @Override
    public void close() {
        catalogue.close();
    }

    private static final class FixedCatalogue implements ChatCatalogue {
        private final SortedMap<String, ChatModel> models = new TreeMap<>();

        private FixedCatalogue(List<ChatModel> models) {
            models.forEach(model -> this.models.put(model.name(), model));
        }

        @Override
        public SortedMap<String, ChatModel> models(@Nullable UUID tenant) {
            return Collections.unmodifiableSortedMap(models);
        }

        @Override
        public Optional<String> refusal(String name, @Nullable UUID tenant) {
            return Optional.empty();
        }

        @Override
        public void close() {
            models.values().forEach(model -> model.engine().close());
        }
    }
}

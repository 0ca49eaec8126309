package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.Manifest;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.textpipeline.TextEncoder;
import io.candor.modelruntime.textpipeline.TextHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and warms up what a repository holds: encoders, then heads, pipelines and routers, each made of the former. */
final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
    private static final List<String> WARM_UP = List.of("Where is my card?", "我的卡在哪里？");

    private final OnnxRuntime runtime;
    private final LanguageDetector detector;
    private final LoadedModels models = new LoadedModels();
    private final NavigableMap<ModelId, LoadedEncoder> encoders = new TreeMap<>();
    private final NavigableMap<ModelId, LoadedHead> heads = new TreeMap<>();
    private final NavigableMap<ModelId, LoadedPipeline> pipelines = new TreeMap<>();

    private record LoadedEncoder(StoredModel stored, TextEncoder encoder) {}

    private record LoadedHead(StoredModel stored, TextHead head, LoadedEncoder encoder) {}

    private record LoadedPipeline(Collection<StoredModel> parts, ServedModel served) {}

    @FunctionalInterface
    private interface Step<D> {
        ServedModel load(StoredModel stored, D definition) throws MalformedModelException;
    }

    ModelLoader(OnnxRuntime runtime, LanguageDetector detector) {
        this.runtime = runtime;
        this.detector = detector;
    }

    LoadedModels load(ModelStore store) {
        store.unavailable().forEach(this::refuse);
        each(store, ModelDefinition.TextEncoder.class, this::encoder);
        each(store, ModelDefinition.TextHead.class, this::head);
        each(store, ModelDefinition.TextPipeline.class, this::pipeline);
        each(store, ModelDefinition.TextRouter.class, this::router);
        return models;
    }

    private <D extends ModelDefinition> void each(ModelStore store, Class<D> kind, Step<D> step) {
        for (var stored : store.models()) {
            if (kind.isInstance(stored.definition())) {
                try {
                    var model = step.load(stored, kind.cast(stored.definition()));
                    models.add(stored.id(), model);
                    LOG.info(
                            "Model {} is ready, SHA-256 {}",
                            stored.id(),
                            model.identity().sha256());
                } catch (MalformedModelException e) {
                    refuse(stored.id(), e.reason());
                }
            }
        }
    }

    private void refuse(ModelId id, String reason) {
        models.refuse(id, reason);
        LOG.error("Model {} is unavailable: {}", id, reason);
    }

    private ServedModel encoder(StoredModel stored, ModelDefinition.TextEncoder definition)
            throws MalformedModelException {
        var encoder = models.own(TextEncoder.open(definition, stored.folder(), runtime));
        var model = new EncoderModel(identity(stored, List.of(stored)), encoder);
        warmUp(model);
        encoders.put(stored.id(), new LoadedEncoder(stored, encoder));
        return model;
    }

    private ServedModel head(StoredModel stored, ModelDefinition.TextHead definition) throws MalformedModelException {
        var encoder = resolve(encoders, definition.encoder());
        var head = models.own(TextHead.open(definition, stored.folder(), runtime));
        var model = new PipelineModel(
                identity(stored, List.of(stored, encoder.stored())), encoder.encoder(), List.of(head));
        warmUp(model);
        heads.put(stored.id(), new LoadedHead(stored, head, encoder));
        return model;
    }

    private ServedModel pipeline(StoredModel stored, ModelDefinition.TextPipeline definition)
            throws MalformedModelException {
        var encoder = resolve(encoders, definition.encoder());
        var parts = new ArrayList<>(List.of(stored, encoder.stored()));
        var members = new ArrayList<TextHead>();
        for (var reference : definition.heads()) {
            var head = resolve(heads, reference);
            if (head.encoder() != encoder) {
                throw new MalformedModelException(head.stored().id() + " was trained on "
                        + head.encoder().stored().id() + ", not on "
                        + encoder.stored().id());
            }
            members.add(head.head());
            parts.add(head.stored());
        }
        var model = new PipelineModel(identity(stored, parts), encoder.encoder(), members);
        warmUp(model);
        pipelines.put(stored.id(), new LoadedPipeline(parts, model));
        return model;
    }

    private ServedModel router(StoredModel stored, ModelDefinition.TextRouter definition) {
        var parts = new ArrayList<>(List.of(stored));
        var routes = new LinkedHashMap<String, RouterModel.Route>();
        definition.routes().forEach((language, reference) -> {
            var pipeline = Versions.find(pipelines, reference);
            pipeline.ifPresent(found -> parts.addAll(found.getValue().parts()));
            routes.put(
                    language,
                    pipeline.<RouterModel.Route>map(found ->
                                    new RouterModel.Route.Open(found.getValue().served()))
                            .orElseGet(() -> new RouterModel.Route.Closed(
                                    "Language " + language + " is unavailable: " + models.absence(reference))));
        });
        return new RouterModel(identity(stored, parts), detector, routes);
    }

    private <T> T resolve(NavigableMap<ModelId, T> loaded, String reference) throws MalformedModelException {
        var found = Versions.find(loaded, reference);
        if (found.isEmpty()) {
            throw new MalformedModelException(models.absence(reference));
        }
        return found.get().getValue();
    }

    private static ModelIdentity identity(StoredModel stored, Collection<StoredModel> parts) {
        return new ModelIdentity(stored.id().name(), stored.id().version(), Manifest.sha256(parts));
    }

    private static void warmUp(ServedModel model) throws MalformedModelException {
        try {
            Stream.of(WARM_UP, WARM_UP.subList(0, 1))
                    .map(texts -> new TextBatch(texts, null, java.util.Set.of()))
                    .forEach(model::infer);
        } catch (RuntimeException e) {
            throw new MalformedModelException("it does not run: " + e.getMessage());
        }
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.Manifest;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.session.ModelProbe;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model that answers of its files and of the models that it is built on. */
final class ModelLoader {
    private static final String GRAPH = "model.onnx";

    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final StageFactory stages;
    private final ModelProbe probe;
    private final LanguageDetector detector;
    private final Registry registry;

    ModelLoader(StageFactory stages, ModelProbe probe, LanguageDetector detector, Registry registry) {
        this.stages = stages;
        this.probe = probe;
        this.detector = detector;
        this.registry = registry;
    }

    /**
     * Loads {@code stored} and warms it up.
     *
     * @throws MalformedModelException with the reason, when it cannot answer; nothing of it is left then
     */
    LoadedModel load(StoredModel stored) throws MalformedModelException {
        var model = build(stored);
        try {
            WarmUp.run(model.served());
            return model;
        } catch (MalformedModelException e) {
            model.close();
            throw e;
        }
    }

    /**
     * How many bytes the graph of {@code stored} is likely to take.
     *
     * @throws MalformedModelException when its file is no model
     */
    long estimate(StoredModel stored) throws MalformedModelException {
        if (!stored.digests().containsKey(GRAPH)) {
            return 0;
        }
        try {
            return OnnxRuntime.estimate(stored.folder().resolve(GRAPH), 1);
        } catch (OnnxFailureException e) {
            throw new MalformedModelException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Tries the file of a tenant in a process of its own, before it comes into this one.
     *
     * @throws MalformedModelException with the reason, when it does not run there
     */
    void probe(StoredModel stored) throws MalformedModelException {
        if (stored.digests().containsKey(GRAPH)) {
            try {
                var took = probe.probe(stored.folder().resolve(GRAPH));
                LOG.info("Model {} took {} bytes in a process of its own", stored.id(), took);
            } catch (OnnxFailureException e) {
                throw new MalformedModelException(String.valueOf(e.getMessage()));
            }
        }
    }

    private LoadedModel build(StoredModel stored) throws MalformedModelException {
        return switch (stored.definition()) {
            case ModelDefinition.Onnx definition -> graph(stored, definition);
            case ModelDefinition.TextEncoder definition -> encoder(stored, definition);
            case ModelDefinition.TextHead definition -> head(stored, definition);
            case ModelDefinition.TextPipeline definition -> pipeline(stored, definition);
            case ModelDefinition.TextRouter definition -> router(stored, definition);
            case ModelDefinition.TextGeneration definition ->
                throw new MalformedModelException("it writes text and is asked over chat completions");
        };
    }

    private LoadedModel graph(StoredModel stored, ModelDefinition.Onnx definition) throws MalformedModelException {
        var opened = stages.graph(stored, definition);
        var execution = definition.execution();
        var rows = execution.batching() ? execution.queue().maxBatchSize() : 0;
        var model = new OnnxModel(identity(stored, List.of(stored)), opened.stage(), rows, definition.warmUp());
        return new LoadedModel(stored.id(), List.of(stored), model, opened.recording(), opened.memory());
    }

    private LoadedModel encoder(StoredModel stored, ModelDefinition.TextEncoder definition)
            throws MalformedModelException {
        var opened = stages.encoder(stored, definition);
        var model = new EncoderModel(identity(stored, List.of(stored)), opened.stage());
        return new LoadedModel(stored.id(), List.of(stored), model, opened.recording(), opened.memory());
    }

    private LoadedModel head(StoredModel stored, ModelDefinition.TextHead definition) throws MalformedModelException {
        var encoder = encoder(definition.encoder(), stored.id());
        try {
            var opened = stages.head(stored, definition);
            var parts = List.of(stored, encoder.get().stored());
            var model = new PipelineModel(identity(stored, parts), encoder, List.of(opened.stage()));
            return new LoadedModel(stored.id(), parts, model, opened.recording(), opened.memory());
        } catch (MalformedModelException e) {
            encoder.release();
            throw e;
        }
    }

    private LoadedModel pipeline(StoredModel stored, ModelDefinition.TextPipeline definition)
            throws MalformedModelException {
        var encoder = encoder(definition.encoder(), stored.id());
        var heads = new ArrayList<Shared<HeadStage>>();
        try {
            var parts = new ArrayList<>(List.of(stored, encoder.get().stored()));
            for (var reference : definition.heads()) {
                heads.add(head(reference, stored.id(), encoder));
                parts.add(heads.getLast().get().stored());
            }
            var model = new PipelineModel(identity(stored, parts), encoder, List.copyOf(heads));
            var device = encoder.get().graph().device().toString();
            return new LoadedModel(stored.id(), parts, model, stages.recording(stored.id(), device), 0);
        } catch (MalformedModelException e) {
            heads.forEach(Shared::release);
            encoder.release();
            throw e;
        }
    }

    private LoadedModel router(StoredModel stored, ModelDefinition.TextRouter definition) {
        var model = new RouterModel(stored, detector, definition.routes(), registry);
        return new LoadedModel(stored.id(), List.of(stored), model, stages.recording(stored.id(), "none"), 0);
    }

    /** Holds the encoder that {@code reference} names. */
    private Shared<EncoderStage> encoder(String reference, ModelId user) throws MalformedModelException {
        var model = acquire(reference, user);
        try {
            if (model.get().served() instanceof EncoderModel encoder
                    && encoder.stage().retain()) {
                return encoder.stage();
            }
            throw new MalformedModelException("it needs " + reference + ", which is no encoder");
        } finally {
            model.release();
        }
    }

    /** Holds the head that {@code reference} names, which must be one on {@code encoder}. */
    private Shared<HeadStage> head(String reference, ModelId user, Shared<EncoderStage> encoder)
            throws MalformedModelException {
        var model = acquire(reference, user);
        try {
            if (!(model.get().served() instanceof PipelineModel head)
                    || !(model.get().parts().getFirst().definition() instanceof ModelDefinition.TextHead)) {
                throw new MalformedModelException("it needs " + reference + ", which is no head");
            }
            if (head.encoder() != encoder) {
                throw new MalformedModelException(model.get().id() + " was trained on "
                        + head.encoder().get().stored().id() + ", not on "
                        + encoder.get().stored().id());
            }
            var stage = head.heads().getFirst();
            if (!stage.retain()) {
                throw new MalformedModelException("it needs " + reference + ", which was just unloaded");
            }
            return stage;
        } finally {
            model.release();
        }
    }

    private Shared<LoadedModel> acquire(String reference, ModelId user) throws MalformedModelException {
        var named = Reference.of(reference);
        try {
            return registry.acquire(named.name(), named.version(), registry.owner(named.name(), user.owner()));
        } catch (ProblemException e) {
            throw new MalformedModelException(registry.absence(reference, user.owner()));
        }
    }

    private static ModelIdentity identity(StoredModel stored, Collection<StoredModel> parts) {
        return new ModelIdentity(stored.id().name(), stored.id().version(), Manifest.sha256(parts));
    }
}

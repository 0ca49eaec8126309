package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.platform.fault.FaultPoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the models of a repository. */
public final class ModelService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);
    private static final String PLATFORM = "onnxruntime_onnx";

    private final LoadedModels models;

    private ModelService(LoadedModels models) {
        this.models = models;
    }

    /** Loads all that lies in {@code repository}; returns when it is warm. */
    public static ModelService open(Path repository) {
        var runtime = new OnnxRuntime(Runtime.getRuntime().availableProcessors());
        return new ModelService(new ModelLoader(runtime, new LanguageDetector()).load(ModelStore.read(repository)));
    }

    /** Whether any model answers. */
    public boolean isReady() {
        return !models.isEmpty();
    }

    /**
     * Returns when the model answers.
     *
     * @param version null for the one in production
     * @throws io.candor.platform.web.ProblemException 404 or 503, with the reason
     */
    public void requireReady(String name, @Nullable String version) {
        models.get(name, version);
    }

    /**
     * What is known about a model.
     *
     * @param version null for the one in production
     * @throws io.candor.platform.web.ProblemException 404 or 503, with the reason
     */
    public ModelMetadata metadata(String name, @Nullable String version) {
        var model = models.get(name, version);
        var properties = new HashMap<>(model.properties());
        properties.put("sha256", model.identity().sha256());
        return new ModelMetadata(
                name, models.versions(name), PLATFORM, List.of(TensorSpec.TEXT), model.outputs(), properties);
    }

    /**
     * Runs a model.
     *
     * @throws io.candor.platform.web.ProblemException 400 that names what is wrong, 404 or 503
     */
    public InferenceAnswer infer(InferenceRequest request) {
        FaultPoint.reached("runtime.received");
        var answer = models.get(request.model(), request.version()).infer(TextBatch.of(request));
        FaultPoint.reached("runtime.inferred");
        return answer;
    }

    /** Unloads all models, once the runs in flight have ended. */
    @Override
    public void close() {
        for (var resource : models.resources()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("A model could not be unloaded", e);
            }
        }
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.platform.fault.FaultPoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
                name, models.versions(name), PLATFORM, List.of(TensorSpec.texts("text")), model.outputs(), properties);
    }

    /**
     * Runs a model. Never throws: what goes wrong is in the future, as a {@link
     * io.candor.platform.web.ProblemException} 400 that names the tensor or parameter, 404 or 503. Cancelling the future
     * gives up the request.
     */
    public CompletableFuture<InferenceAnswer> infer(InferenceRequest request) {
        try {
            FaultPoint.reached("runtime.received");
            var answer = models.get(request.model(), request.version()).infer(TextBatch.of(request));
            FaultPoint.reached("runtime.inferred");
            return CompletableFuture.completedFuture(answer);
        } catch (MalformedTensorException e) {
            return CompletableFuture.failedFuture(new InvalidInputException(e.tensor(), e.detail()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Runs a model and waits for the answer; an interrupt gives it up.
     *
     * @throws io.candor.platform.web.ProblemException as {@link #infer}
     */
    public InferenceAnswer ask(InferenceRequest request) {
        var future = infer(request);
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
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

package io.candor.modelruntime.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.candor.modelruntime.session.onnxfile.MalformedOnnxException;
import io.candor.modelruntime.session.onnxfile.OnnxFileCheck;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens graphs, on CUDA where this build of ONNX Runtime and this machine have it, else on the CPU. */
public final class OnnxRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

    private static final Optional<String> WHY_NO_CUDA = whyNoCuda();

    private final GraphSettings settings;

    /** A runtime whose graphs use up to {@code threads} cores for a run, where nothing else is asked for. */
    public OnnxRuntime(int threads) {
        this.settings = GraphSettings.of(threads);
    }

    private static Optional<String> whyNoCuda() {
        if (OrtTable.providers().contains(OrtProvider.CUDA)) {
            return Optional.empty();
        }
        var reason = "this build of ONNX Runtime has no CUDA provider";
        LOG.info("ONNX Runtime {} runs on the CPU: {}", OrtTable.ENVIRONMENT.getVersion(), reason);
        return Optional.of(reason);
    }

    /** Opens {@code file} with the settings of this runtime. */
    public OnnxGraph open(Path file) {
        return open(file, settings);
    }

    /**
     * Opens the graph in {@code file}, once {@link OnnxFileCheck} finds nothing wrong with it.
     *
     * @throws OnnxFailureException when it is no model that can be run, or not where {@code settings} demand it
     */
    public OnnxGraph open(Path file, GraphSettings settings) {
        var opening = new Opening(file, settings, checked(file));
        if (settings.placement() == Placement.KIND_CPU) {
            return opening.onCpu("the model asks for KIND_CPU");
        }
        var reason = WHY_NO_CUDA;
        if (reason.isEmpty()) {
            try {
                return opening.onCuda();
            } catch (OrtException e) {
                var message = OrtMessage.clean(String.valueOf(e.getMessage()));
                LOG.warn("{} cannot run on CUDA: {}", file.getFileName(), message);
                reason = Optional.of("CUDA refused it: " + message);
            }
        }
        if (settings.placement() == Placement.KIND_GPU) {
            throw new OnnxFailureException("The model asks for KIND_GPU, but " + reason.orElseThrow());
        }
        return opening.onCpu(reason.orElseThrow());
    }

    /** What opening {@code file} for {@code sessions} sessions is likely to take, in bytes: the weights, wherever they lie. */
    public static long estimate(Path file, int sessions) {
        try {
            return OnnxFileCheck.size(file) * sessions;
        } catch (MalformedOnnxException e) {
            throw new OnnxFailureException(file.getFileName() + " is refused", e);
        }
    }

    private static long checked(Path file) {
        try {
            return OnnxFileCheck.check(file);
        } catch (MalformedOnnxException e) {
            throw new OnnxFailureException(file.getFileName() + " is refused", e);
        }
    }
}

package io.candor.modelruntime.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions, on CUDA where this build of ONNX Runtime and this machine have it, else on the CPU. */
public final class OnnxRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

    private final OrtEnvironment environment;
    private final int threads;
    private final boolean cuda;

    /** A runtime whose sessions use up to {@code threads} cores each. */
    public OnnxRuntime(int threads) {
        OrtTelemetry.disable();
        this.environment = OrtEnvironment.getEnvironment();
        this.threads = threads;
        this.cuda = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        if (!cuda) {
            LOG.info("ONNX Runtime {} runs on the CPU: this build has no CUDA provider", environment.getVersion());
        }
    }

    /**
     * Opens the model in {@code file}.
     *
     * @throws OnnxFailureException when it is no model that can be run
     */
    public OnnxSession open(Path file) {
        if (cuda) {
            try {
                return open(file, Device.CUDA);
            } catch (OrtException e) {
                LOG.warn("{} runs on the CPU, for CUDA refused it: {}", file, e.getMessage());
            }
        }
        try {
            return open(file, Device.CPU);
        } catch (OrtException e) {
            throw new OnnxFailureException("ONNX Runtime refuses " + file.getFileName(), e);
        }
    }

    private OnnxSession open(Path file, Device device) throws OrtException {
        try (var options = options(device)) {
            return new OnnxSession(environment, session(file, options), device);
        }
    }

    private OrtSession session(Path file, SessionOptions options) throws OrtException {
        return environment.createSession(file.toString(), options);
    }

    private SessionOptions options(Device device) throws OrtException {
        var options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // Text comes in every length: an arena and memory patterns would keep the largest run's memory for ever.
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        // Idle threads must not spin: this process shares its cores with the rest of the platform.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        if (device == Device.CUDA) {
            options.addCUDA();
        }
        return options;
    }
}

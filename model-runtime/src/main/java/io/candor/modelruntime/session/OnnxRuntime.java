package io.candor.modelruntime.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens graphs, on CUDA where this build of ONNX Runtime and this machine have it, else on the CPU. */
public final class OnnxRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);
    private static final Object LOADING = new Object();

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
     * Opens the graph in {@code file}.
     *
     * @throws OnnxFailureException when it is no model that can be run, or not where {@code settings} demand it
     */
    public OnnxGraph open(Path file, GraphSettings settings) {
        if (settings.placement() == Placement.KIND_CPU) {
            return onCpu(file, settings, "the model asks for KIND_CPU");
        }
        var reason = WHY_NO_CUDA;
        if (reason.isEmpty()) {
            try {
                return onCuda(file, settings);
            } catch (OrtException e) {
                LOG.warn("{} cannot run on CUDA: {}", file.getFileName(), e.getMessage());
                reason = Optional.of("CUDA refused it: " + OrtMessage.clean(String.valueOf(e.getMessage())));
            }
        }
        if (settings.placement() == Placement.KIND_GPU) {
            throw new OnnxFailureException("The model asks for KIND_GPU, but " + reason.orElseThrow());
        }
        return onCpu(file, settings, reason.orElseThrow());
    }

    /** What opening {@code file} for {@code sessions} sessions is likely to take, in bytes: the weights, wherever they lie. */
    public static long estimate(Path file, int sessions) {
        return ModelSize.bytes(file) * sessions;
    }

    private static OnnxGraph onCpu(Path file, GraphSettings settings, String reason) {
        var shared = settings.intraOpThreads() == 1;
        return graph(List.of(cpu(file, settings)), shared, () -> cpu(file, settings), reason);
    }

    private static GraphSession cpu(Path file, GraphSettings settings) {
        try {
            return session(file, settings, -1);
        } catch (OrtException e) {
            throw new OnnxFailureException("ONNX Runtime refuses " + file.getFileName(), e);
        }
    }

    private static OnnxGraph onCuda(Path file, GraphSettings settings) throws OrtException {
        var sessions = new ArrayList<GraphSession>();
        try {
            for (var gpu : settings.gpus()) {
                sessions.add(session(file, settings, gpu));
            }
        } catch (OrtException e) {
            sessions.forEach(GraphSession::close);
            throw e;
        }
        return graph(sessions, true, sessions::getFirst, "CUDA is there");
    }

    private static OnnxGraph graph(
            List<GraphSession> sessions, boolean shared, Supplier<GraphSession> another, String reason) {
        try {
            return new OnnxGraph(sessions, shared, another, reason);
        } catch (OnnxFailureException e) {
            sessions.forEach(GraphSession::close);
            throw e;
        }
    }

    /** One at a time, so that what the process grows by is this session's doing. */
    private static GraphSession session(Path file, GraphSettings settings, int gpu) throws OrtException {
        synchronized (LOADING) {
            try (var options = options(settings, gpu)) {
                ProcessMemory.trim();
                var before = ProcessMemory.resident();
                var session = OrtTable.ENVIRONMENT.createSession(file.toString(), options);
                ProcessMemory.trim();
                var memory = ModelSize.measured(file, ProcessMemory.resident() - before);
                return new GraphSession(session, gpu < 0 ? Device.CPU : Device.CUDA, memory);
            }
        }
    }

    private static SessionOptions options(GraphSettings settings, int gpu) throws OrtException {
        var options = new SessionOptions();
        // What goes wrong is thrown, and logged where it is handled.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.setIntraOpNumThreads(settings.intraOpThreads());
        options.setInterOpNumThreads(1);
        // Text comes in every length: an arena and memory patterns would keep the largest run's memory for ever.
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        // Idle threads must not spin: this process shares its cores with the rest of the platform.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        if (gpu >= 0) {
            options.addCUDA(gpu);
        }
        return options;
    }
}

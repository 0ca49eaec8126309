package io.candor.modelruntime.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens the sessions of one file.
 *
 * @param weights the bytes of the file and of the data beside it
 */
record Opening(Path file, GraphSettings settings, long weights) {
    private static final Object LOADING = new Object();
    private static final long SLACK = 64L << 20;
    private static final int ON_CPU = -1;

    OnnxGraph onCpu(String reason) {
        return graph(List.of(cpu()), settings.intraOpThreads() == 1, this::cpu, reason);
    }

    OnnxGraph onCuda() throws OrtException {
        var sessions = new ArrayList<GraphSession>();
        try {
            for (var gpu : settings.gpus()) {
                sessions.add(session(gpu));
            }
        } catch (OrtException e) {
            sessions.forEach(GraphSession::close);
            throw e;
        }
        return graph(sessions, true, sessions::getFirst, "CUDA is there");
    }

    private GraphSession cpu() {
        try {
            return session(ON_CPU);
        } catch (OrtException e) {
            throw new OnnxFailureException("ONNX Runtime refuses " + file.getFileName(), e);
        }
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
    private GraphSession session(int gpu) throws OrtException {
        synchronized (LOADING) {
            try (var options = options(gpu)) {
                ProcessMemory.trim();
                var before = ProcessMemory.resident();
                var session = OrtTable.ENVIRONMENT.createSession(file.toString(), options);
                ProcessMemory.trim();
                var device = gpu == ON_CPU ? Device.CPU : Device.CUDA;
                return new GraphSession(session, device, believed(ProcessMemory.resident() - before));
            }
        }
    }

    /**
     * What a session holds when the process was seen to grow by {@code growth}: other threads allocate at the same time, so
     * that neither less than the weights nor far more than they can grow to is believed.
     */
    private long believed(long growth) {
        return Math.clamp(growth, weights, 3 * weights + SLACK);
    }

    private SessionOptions options(int gpu) throws OrtException {
        var options = new SessionOptions();
        // What goes wrong is thrown, and logged where it is handled.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.setIntraOpNumThreads(settings.intraOpThreads());
        options.setInterOpNumThreads(1);
        // Text comes in every length: an arena would keep the largest run's memory for ever, and was measured to be no
        // faster.
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        // Idle threads must not spin: this process shares its cores with the rest of the platform.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        if (gpu != ON_CPU) {
            options.addCUDA(gpu);
        }
        return options;
    }
}

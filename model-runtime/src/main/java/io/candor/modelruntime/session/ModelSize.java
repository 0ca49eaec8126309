package io.candor.modelruntime.session;

import io.candor.modelruntime.session.onnxfile.MalformedOnnxException;
import io.candor.modelruntime.session.onnxfile.OnnxFileCheck;
import java.nio.file.Path;

/** How much memory a model's weights take. */
final class ModelSize {
    private static final long SLACK = 64L << 20;

    private ModelSize() {}

    /** The bytes of {@code file} and of the external data beside it. */
    static long bytes(Path file) {
        try {
            return OnnxFileCheck.size(file);
        } catch (MalformedOnnxException e) {
            throw new OnnxFailureException("The size of " + file.getFileName() + " cannot be told", e);
        }
    }

    /**
     * What a session of {@code file} holds when the process was seen to grow by {@code growth}: other threads allocate at
     * the same time, so that neither less than the weights nor far more than they can grow to is believed.
     */
    static long measured(Path file, long growth) {
        var weights = bytes(file);
        return Math.clamp(growth, weights, 3 * weights + SLACK);
    }
}

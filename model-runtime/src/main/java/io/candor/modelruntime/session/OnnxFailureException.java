package io.candor.modelruntime.session;

/** ONNX Runtime refused a model or failed to run one. */
public final class OnnxFailureException extends RuntimeException {
    OnnxFailureException(String message) {
        super(message);
    }

    OnnxFailureException(String message, Throwable cause) {
        super(message + ": " + OrtMessage.clean(String.valueOf(cause.getMessage())), cause);
    }
}

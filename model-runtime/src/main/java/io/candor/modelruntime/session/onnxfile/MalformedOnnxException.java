package io.candor.modelruntime.session.onnxfile;

/** An ONNX file is not safe to load, or not a model at all. */
public final class MalformedOnnxException extends Exception {
    MalformedOnnxException(String reason) {
        super(reason);
    }

    /** What is wrong with it. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

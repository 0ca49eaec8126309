package io.candor.modelruntime.tensor;

/** A tensor's data, shape and datatype do not agree. */
public final class MalformedTensorException extends RuntimeException {
    private final String tensor;

    /** Blames the tensor called {@code tensor}; {@code detail} says what came and what was expected. */
    public MalformedTensorException(String tensor, String detail) {
        super(detail);
        this.tensor = tensor;
    }

    /** The name of the tensor. */
    public String tensor() {
        return tensor;
    }

    /** What came and what was expected. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

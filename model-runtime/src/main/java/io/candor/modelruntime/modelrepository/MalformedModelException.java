package io.candor.modelruntime.modelrepository;

/** A model version cannot be served: its description or its files are not right. */
public final class MalformedModelException extends Exception {
    /** A reason for the operator to read. */
    public MalformedModelException(String reason) {
        super(reason);
    }

    /** The reason, for the operator to read. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

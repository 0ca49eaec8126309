package io.candor.platform.crypto;

/** The master key is missing, or is not the one that the stored keys are wrapped with. */
public class MasterKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MasterKeyException(String message) {
        super(message);
    }

    MasterKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.candor.auditledger.merkle;

/** Says why a proof does not prove what it should. */
public final class InvalidProofException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidProofException(String message) {
        super(message);
    }
}

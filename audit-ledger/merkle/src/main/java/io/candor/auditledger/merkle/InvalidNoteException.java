package io.candor.auditledger.merkle;

/** Says why a signed note, a checkpoint or a note key is refused. */
public final class InvalidNoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidNoteException(String message) {
        super(message);
    }
}

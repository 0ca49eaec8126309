package io.candor.auditledger.receipt;

/** Says why a file is no receipt at all. */
final class MalformedReceiptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedReceiptException(String message) {
        super(message);
    }
}

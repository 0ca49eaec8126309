package io.candor.auditledger.merkle;

/** How a note is signed; the byte tells it in a key and in the key's hash (C2SP signed-note, "Signature types"). */
enum NoteAlgorithm {
    /** Ed25519 over the note's text (C2SP signed-note). */
    ED25519((byte) 0x01),
    /** Ed25519 over the note's text and a time (C2SP tlog-cosignature, "Ed25519 signed message"). */
    COSIGNATURE_V1((byte) 0x04);

    private final byte code;

    NoteAlgorithm(byte code) {
        this.code = code;
    }

    byte code() {
        return code;
    }

    /** @throws IllegalArgumentException when there is none with this byte */
    static NoteAlgorithm of(byte code) {
        for (var algorithm : values()) {
            if (algorithm.code == code) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("is not an Ed25519 key");
    }
}

package io.candor.auditledger.merkle;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** One signature line of a note: an em dash, the key's name, and base64 of the key's hash and the signature. */
final class NoteSignature {
    private static final String DASH = "\u2014 ";

    private final KeyId keyId;
    private final byte[] signature;

    NoteSignature(KeyId keyId, byte[] signature) {
        this.keyId = keyId;
        this.signature = signature;
    }

    static NoteSignature parse(String line) {
        var parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
        if (parts.length != 2) {
            throw new InvalidNoteException("a signature line reads \u2014 name base64");
        }
        byte[] bytes;
        try {
            bytes = StrictBase64.decode(parts[1]);
        } catch (IllegalArgumentException refused) {
            throw new InvalidNoteException("signature by " + parts[0] + " " + refused.getMessage());
        }
        if (bytes.length <= Integer.BYTES) {
            throw new InvalidNoteException("signature by " + parts[0] + " is too short");
        }
        return new NoteSignature(
                new KeyId(parts[0], ByteBuffer.wrap(bytes).getInt()),
                Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    KeyId keyId() {
        return keyId;
    }

    boolean isBy(VerifierKey key, byte[] message) {
        return key.verifies(message, signature);
    }

    /** When a cosignature was made. */
    Instant time() {
        return Cosignature.parse(signature).time();
    }

    String line() {
        var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId.hash())
                .put(signature)
                .array();
        return DASH + keyId.name() + ' ' + StrictBase64.encode(bytes) + '\n';
    }
}

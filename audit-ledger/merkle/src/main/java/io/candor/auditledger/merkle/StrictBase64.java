package io.candor.auditledger.merkle;

import java.util.Arrays;
import java.util.Base64;

/** Base64 (RFC 4648 section 4) in which a value has one encoding only: padded, and with zero trailing bits. */
final class StrictBase64 {
    private StrictBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("is not base64: " + notBase64.getMessage(), notBase64);
        }
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("is not the canonical base64 of its " + bytes.length + " bytes");
        }
        return bytes;
    }

    /** A key as notes encode it: the bytes behind those of its algorithm. */
    record TypedKey(NoteAlgorithm algorithm, byte[] bytes) {
        static TypedKey decode(String text, int length) {
            var bytes = StrictBase64.decode(text);
            if (bytes.length == 0) {
                throw new IllegalArgumentException("is empty");
            }
            var algorithm = NoteAlgorithm.of(bytes[0]);
            if (bytes.length != 1 + length) {
                throw new IllegalArgumentException("is not " + length + " bytes long");
            }
            return new TypedKey(algorithm, Arrays.copyOfRange(bytes, 1, bytes.length));
        }

        String encode() {
            var typed = new byte[1 + bytes.length];
            typed[0] = algorithm.code();
            System.arraycopy(bytes, 0, typed, 1, bytes.length);
            return StrictBase64.encode(typed);
        }
    }
}

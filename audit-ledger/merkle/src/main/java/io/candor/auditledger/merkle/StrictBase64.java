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

    /** The bytes behind a one-byte algorithm identifier, as note keys are encoded. */
    static byte[] decodeKey(String text, byte algorithm, int length) {
        var bytes = decode(text);
        if (bytes.length == 0 || bytes[0] != algorithm) {
            throw new IllegalArgumentException("is not an Ed25519 key");
        }
        if (bytes.length != 1 + length) {
            throw new IllegalArgumentException("is not " + length + " bytes long");
        }
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }
}

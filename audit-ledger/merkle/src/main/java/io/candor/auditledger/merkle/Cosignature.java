package io.candor.auditledger.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a witness signs, and what it appends to a checkpoint: a time and a signature over both (C2SP tlog-cosignature, {@code
 * cosignature/v1}).
 */
record Cosignature(long timestamp, byte[] signature) {
    private static final int LENGTH = 64;

    /** @throws IllegalArgumentException when these are not a time and a signature */
    static Cosignature parse(byte[] bytes) {
        if (bytes.length != Long.BYTES + LENGTH) {
            throw new IllegalArgumentException("is no cosignature");
        }
        var buffer = ByteBuffer.wrap(bytes);
        var timestamp = buffer.getLong();
        if (timestamp < 0) {
            throw new IllegalArgumentException("has a time that is too large");
        }
        var signature = new byte[LENGTH];
        buffer.get(signature);
        return new Cosignature(timestamp, signature);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES + LENGTH)
                .putLong(timestamp)
                .put(signature)
                .array();
    }

    Instant time() {
        return Instant.ofEpochSecond(timestamp);
    }

    /** The message for a note's text. */
    static byte[] message(long timestamp, byte[] text) {
        var header = ("cosignature/v1\ntime " + timestamp + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(header.length + text.length)
                .put(header)
                .put(text)
                .array();
    }
}

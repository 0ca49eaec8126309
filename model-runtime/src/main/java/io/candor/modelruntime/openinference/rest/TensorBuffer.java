package io.candor.modelruntime.openinference.rest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Elements in the protocol's raw form, little-endian, in a buffer that grows with them. */
final class TensorBuffer {
    private static final int START = 256;
    private static final int BYTES_PER_CHAR = 3;

    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    private ByteBuffer bytes = ByteBuffer.allocate(START).order(ByteOrder.LITTLE_ENDIAN);

    void putByte(long value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putShort(long value) {
        room(Short.BYTES).putShort((short) value);
    }

    void putInt(long value) {
        room(Integer.BYTES).putInt((int) value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void putFloat(float value) {
        room(Float.BYTES).putFloat(value);
    }

    void putDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    /** Puts a text's length and its UTF-8; false when it holds half of a surrogate pair, which UTF-8 cannot write. */
    boolean putText(char[] text, int offset, int length) {
        var room = room(Integer.BYTES + BYTES_PER_CHAR * length);
        var start = room.position();
        room.putInt(0);
        utf8.reset();
        var result = utf8.encode(CharBuffer.wrap(text, offset, length), room, true);
        room.putInt(start, room.position() - start - Integer.BYTES);
        return !result.isError();
    }

    /** What was put so far. */
    ByteBuffer written() {
        return bytes.duplicate().flip();
    }

    private ByteBuffer room(int size) {
        if (bytes.remaining() < size) {
            var needed = Math.addExact(bytes.position(), size);
            var larger = ByteBuffer.allocate(Math.max(needed, (int) Math.min(2L * bytes.capacity(), Integer.MAX_VALUE)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }
}

package io.candor.modelruntime.generation.llamacpp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes whole characters of bytes that come in pieces; a token may end inside a character. Bytes that are no
 * UTF-8 become U+FFFD.
 */
final class Utf8Pieces {
    private static final int LONGEST_CHARACTER = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};

    /** The characters that are complete with {@code bytes}. */
    String add(byte[] bytes) {
        var in = ByteBuffer.allocate(rest.length + bytes.length)
                .put(rest)
                .put(bytes)
                .flip();
        var text = decode(in);
        rest = new byte[in.remaining()];
        in.get(rest);
        return text;
    }

    private String decode(ByteBuffer in) {
        var out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
        decoder.reset().decode(in, out, false);
        return out.flip().toString();
    }
}

package io.candor.platform.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Refuses JSON that is not valid UTF-8 (RFC 8259 section 8.1).
 *
 * <p>Jackson's own decoder lets through overlong forms, surrogates and what lies beyond U+10FFFF.
 */
final class Utf8Input extends InputDecorator {
    private static final JsonFactory PLAIN = new JsonFactory();
    private static final int CHUNK = 8_192;

    @Override
    public InputStream decorate(IOContext context, InputStream in) throws IOException {
        var bytes = in.readAllBytes();
        return decorate(context, bytes, 0, bytes.length);
    }

    @Override
    public InputStream decorate(IOContext context, byte[] source, int offset, int length) throws IOException {
        var valid = validLength(ByteBuffer.wrap(source, offset, length));
        if (valid < length) {
            throw brokenAt(source, offset, valid);
        }
        return new ByteArrayInputStream(source, offset, length);
    }

    @Override
    public Reader decorate(IOContext context, Reader reader) {
        return reader;
    }

    private static int validLength(ByteBuffer bytes) {
        var start = bytes.position();
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var discarded = CharBuffer.allocate(CHUNK);
        while (true) {
            var result = decoder.decode(bytes, discarded, true);
            if (!result.isOverflow()) {
                return bytes.position() - start;
            }
            discarded.clear();
        }
    }

    /** Reads up to the broken byte, so that the parser knows in which field it stands. */
    private static JsonProcessingException brokenAt(byte[] source, int offset, int valid) throws IOException {
        try (var parser = PLAIN.createParser(source, offset, valid)) {
            try {
                while (parser.nextToken() != null) {
                    parser.getText();
                }
            } catch (JsonProcessingException truncated) {
                return new JsonParseException(parser, "Invalid UTF-8", truncated);
            }
            return new JsonParseException(parser, "Invalid UTF-8");
        }
    }
}

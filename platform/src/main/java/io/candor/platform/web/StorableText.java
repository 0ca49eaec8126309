package io.candor.platform.web;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What free text must hold to be kept: valid Unicode without U+0000, which PostgreSQL cannot store. */
public final class StorableText {
    private StorableText() {}

    /**
     * Gives {@code text} back when it can be kept.
     *
     * @param field its name in the request
     * @param maximum how many bytes of UTF-8 it may have
     * @throws ProblemException 400 naming {@code field}
     */
    public static String require(String field, String text, int maximum) {
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must not contain U+0000");
        }
        var length = utf8Length(field, text);
        if (length > maximum) {
            throw ProblemException.invalid(
                    field, "has " + length + " bytes of UTF-8; at most " + maximum + " are taken");
        }
        return text;
    }

    private static int utf8Length(String field, String text) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid(field, "is not valid Unicode: it holds half of a surrogate pair");
        }
    }
}

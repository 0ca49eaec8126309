package io.candor.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/**
 * Reads a text that can be kept: PostgreSQL takes neither U+0000 nor half of a surrogate pair, both of which JSON can
 * escape.
 */
final class TextReader extends StdScalarDeserializer<String> {
    TextReader() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        var text = parser.getText();
        if (!canBeKept(text)) {
            return (String) context.handleWeirdStringValue(String.class, text, "not Unicode that can be kept");
        }
        return text;
    }

    private static boolean canBeKept(String text) {
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == '\0') {
                return false;
            }
            if (Character.isSurrogate(letter)) {
                var isPair = i + 1 < text.length() && Character.isSurrogatePair(letter, text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}

package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of the protocol's objects. A member that is null counts as absent, and one that is not known is passed
 * over: the protocol's own examples carry some.
 */
final class JsonMembers {
    private JsonMembers() {}

    /** Takes the value of one member of an object. */
    interface Member {
        /**
         * Reads the value that {@code parser} stands at.
         *
         * @return false when the member is not known, and nothing was read
         */
        boolean read(String name, JsonParser parser) throws IOException;
    }

    /** Takes one element of an array. */
    interface Element {
        void read(String path, JsonParser parser) throws IOException;
    }

    static void object(String path, JsonParser parser, Member member) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw mustBe(path, "an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL && !member.read(name, parser)) {
                parser.skipChildren();
            }
        }
    }

    static void array(String path, JsonParser parser, Element element) throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw mustBe(path, "an array");
        }
        for (var index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            element.read(path + "[" + index + "]", parser);
        }
    }

    static String text(String path, JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw mustBe(path, "a string");
        }
        var text = parser.getText();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ProblemException.invalid(path, "must not hold half of a surrogate pair");
        }
        return text;
    }

    static boolean bool(String path, JsonParser parser) {
        if (!parser.hasToken(JsonToken.VALUE_TRUE) && !parser.hasToken(JsonToken.VALUE_FALSE)) {
            throw mustBe(path, "a boolean");
        }
        return parser.hasToken(JsonToken.VALUE_TRUE);
    }

    static List<Long> shape(String path, JsonParser parser) throws IOException {
        var shape = new ArrayList<Long>();
        array(path, parser, (dimension, value) -> {
            if (!value.hasToken(JsonToken.VALUE_NUMBER_INT)
                    || value.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || value.getLongValue() < 0) {
                throw mustBe(dimension, "an integer of at least 0");
            }
            shape.add(value.getLongValue());
        });
        return List.copyOf(shape);
    }

    /** Parameters: strings, numbers and booleans by name (Open Inference Protocol v2, "Parameters"). */
    static Map<String, Object> parameters(String path, JsonParser parser) throws IOException {
        var parameters = new LinkedHashMap<String, Object>();
        object(path, parser, (name, value) -> {
            parameters.put(name, parameter(path + "." + name, value));
            return true;
        });
        return parameters;
    }

    private static Object parameter(String path, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text(path, parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_FLOAT -> finite(path, parser);
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw ProblemException.invalid(path, "must fit into 64 bits with a sign");
                }
                yield parser.getLongValue();
            }
            default -> throw mustBe(path, "a string, a number or a boolean");
        };
    }

    private static Double finite(String path, JsonParser parser) throws IOException {
        var value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw ProblemException.invalid(path, "must fit into a double");
        }
        return value;
    }

    static <T> T require(String path, @Nullable T value) {
        if (value == null) {
            throw ProblemException.invalid(path, "is required");
        }
        return value;
    }

    static ProblemException mustBe(String path, String what) {
        return ProblemException.invalid(path, "must be " + what);
    }
}

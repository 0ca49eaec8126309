package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.web.ProblemException;
import io.candor.platform.web.StorableText;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object; every complaint is a 400 that names the field. A field that is null counts as absent,
 * as in OpenAI's API.
 */
final class JsonFields {
    private final JsonNode object;
    private final String path;
    private final Set<String> known = new HashSet<>();

    /** @param path how the object is called in complaints; empty for the body */
    JsonFields(JsonNode object, String path) {
        if (!object.isObject()) {
            throw ProblemException.invalid(path.isEmpty() ? "body" : path, "must be an object");
        }
        this.object = object;
        this.path = path;
    }

    /** The name of {@code field} in complaints. */
    String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    ProblemException invalid(String field, String detail) {
        return ProblemException.invalid(name(field), detail);
    }

    /** The value of {@code field}, or null. */
    @Nullable
    JsonNode find(String field) {
        known.add(field);
        var value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    JsonNode require(String field) {
        var value = find(field);
        if (value == null) {
            throw invalid(field, "is required");
        }
        return value;
    }

    /** A text of 1 to {@code maximum} bytes of UTF-8. */
    Optional<String> text(String field, int maximum) {
        var value = find(field);
        return value == null ? Optional.empty() : Optional.of(nonEmptyText(name(field), value, maximum));
    }

    static String nonEmptyText(String name, JsonNode value, int maximum) {
        var text = text(name, value, maximum);
        if (text.isEmpty()) {
            throw ProblemException.invalid(name, "must not be empty");
        }
        return text;
    }

    static String text(String name, JsonNode value, int maximum) {
        if (!value.isTextual()) {
            throw ProblemException.invalid(name, "must be a string");
        }
        return StorableText.require(name, value.textValue(), maximum);
    }

    Optional<Long> integer(String field, long minimum, long maximum) {
        var value = find(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < minimum
                || value.longValue() > maximum) {
            throw invalid(field, "must be an integer from " + minimum + " to " + maximum);
        }
        return Optional.of(value.longValue());
    }

    double number(String field, double minimum, double maximum, double usual) {
        var value = find(field);
        if (value == null) {
            return usual;
        }
        if (!value.isNumber() || value.doubleValue() < minimum || value.doubleValue() > maximum) {
            throw invalid(field, "must be a number from " + minimum + " to " + maximum);
        }
        return value.doubleValue();
    }

    boolean flag(String field) {
        var value = find(field);
        if (value != null && !value.isBoolean()) {
            throw invalid(field, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    static boolean isEmptyContainer(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    /** Takes a field that changes nothing of the answer. */
    void ignore(Set<String> fields) {
        known.addAll(fields);
    }

    /** Refuses a field that would change the answer and is not supported, unless its value asks for nothing. */
    void refuse(String field, Predicate<JsonNode> asksForNothing) {
        var value = find(field);
        if (value != null && !asksForNothing.test(value)) {
            throw invalid(field, "is not supported here");
        }
    }

    /** Refuses what no method has asked for. */
    void requireNoOthers() {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw invalid(field, "is not a known field");
            }
        });
    }
}

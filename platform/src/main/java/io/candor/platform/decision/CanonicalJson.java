package io.candor.platform.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The one canonical form of a JSON value (RFC 8785, JSON Canonicalization Scheme). */
public final class CanonicalJson {
    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /**
     * The canonical form as UTF-8 (RFC 8785 section 3.2.4).
     *
     * @throws IllegalArgumentException naming the JSON pointer of a value that I-JSON (RFC 7493) cannot carry
     */
    public static byte[] bytes(JsonNode value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The canonical form as text.
     *
     * @throws IllegalArgumentException naming the JSON pointer of a value that I-JSON (RFC 7493) cannot carry
     */
    public static String text(JsonNode value) {
        var canonical = new CanonicalJson();
        canonical.write(value, "");
        return canonical.out.toString();
    }

    private void write(JsonNode value, String pointer) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, pointer);
            case ARRAY -> writeArray(value, pointer);
            case STRING -> writeString(value.textValue(), pointer);
            case NUMBER -> writeNumber(value, pointer);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw refused(pointer, "is not a JSON value");
        }
    }

    private void writeObject(JsonNode object, String pointer) {
        var names = new ArrayList<String>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        // String.compareTo compares UTF-16 code units, which is the order that section 3.2.3 demands.
        names.sort(null);
        var separator = '{';
        for (var name : names) {
            out.append(separator);
            var child = pointer + '/' + name.replace("~", "~0").replace("/", "~1");
            writeString(name, child);
            out.append(':');
            write(object.path(name), child);
            separator = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode array, String pointer) {
        out.append('[');
        for (var i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(array.path(i), pointer + '/' + i);
        }
        out.append(']');
    }

    private void writeNumber(JsonNode number, String pointer) {
        // A float means the decimal that JSON text would show, not its binary expansion as a double.
        var value = number.isFloat() ? Double.parseDouble(number.asText()) : number.doubleValue();
        if (!Double.isFinite(value)) {
            throw refused(pointer, "is not a finite number");
        }
        var text = EcmaScriptNumber.text(value);
        if (number.isIntegralNumber() && new BigDecimal(text).compareTo(number.decimalValue()) != 0) {
            throw refused(pointer, "is an integer that a double cannot carry");
        }
        out.append(text);
    }

    private void writeString(String text, String pointer) {
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                throw refused(pointer, "holds a lone surrogate");
            } else {
                writeCharacter(c);
            }
        }
        out.append('"');
    }

    /** RFC 8785 section 3.2.2.2: the shortest escape, and none where JSON demands none. */
    private void writeCharacter(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static IllegalArgumentException refused(String pointer, String why) {
        // Encoding and decoding turns a lone surrogate in a name into '?', so that the message itself can be sent.
        var printable = new String(pointer.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var place = printable.isEmpty() ? "the value" : printable;
        return new IllegalArgumentException(place + " " + why);
    }
}

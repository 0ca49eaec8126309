package io.candor.auditledger.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.candor.platform.decision.CanonicalJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Reads the text of a receipt, leaving nothing to the reader's goodwill but white space and the order of fields. */
final class ReceiptJson {
    private static final int SHOWN = 24;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReceiptJson() {}

    static JsonNode parse(byte[] bytes) {
        var text = decode(bytes);
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            throw new MalformedReceiptException("JSON: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse("malformed")
                    + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
        if (tree.isMissingNode()) {
            throw new MalformedReceiptException("receipt: the file is empty");
        }
        requireOneSpelling(text, tree);
        return tree;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new MalformedReceiptException(
                    "encoding: the file is not UTF-8 text (" + malformed.getMessage() + ")");
        }
    }

    /** Numbers and strings must be written as RFC 8785 writes them, or two files could say the same. */
    private static void requireOneSpelling(String text, JsonNode tree) {
        var read = withoutSpace(text);
        String canonical;
        try {
            canonical = spelled(tree);
        } catch (IllegalArgumentException refused) {
            throw new MalformedReceiptException("canonical form: " + refused.getMessage());
        }
        if (!read.equals(canonical)) {
            var at = 0;
            while (at < read.length() && at < canonical.length() && read.charAt(at) == canonical.charAt(at)) {
                at++;
            }
            throw new MalformedReceiptException("canonical form: the receipt reads " + excerpt(read, at)
                    + " where RFC 8785 writes " + excerpt(canonical, at));
        }
    }

    private static String excerpt(String text, int at) {
        return "«" + text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN)) + "»";
    }

    private static String withoutSpace(String text) {
        var kept = new StringBuilder();
        var inString = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (inString && c == '\\') {
                kept.append(c).append(text.charAt(++i));
            } else {
                inString ^= c == '"';
                if (inString || " \t\r\n".indexOf(c) < 0) {
                    kept.append(c);
                }
            }
        }
        return kept.toString();
    }

    private static String spelled(JsonNode value) {
        if (value.isObject()) {
            var fields = new StringJoiner(",", "{", "}");
            value.properties()
                    .forEach(field -> fields.add(
                            CanonicalJson.text(TextNode.valueOf(field.getKey())) + ":" + spelled(field.getValue())));
            return fields.toString();
        }
        if (value.isArray()) {
            var items = new StringJoiner(",", "[", "]");
            value.forEach(item -> items.add(spelled(item)));
            return items.toString();
        }
        return CanonicalJson.text(value);
    }
}

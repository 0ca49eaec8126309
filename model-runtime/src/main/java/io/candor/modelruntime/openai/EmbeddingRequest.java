package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts to embed (OpenAI API reference, "Create embeddings").
 *
 * @param base64 whether vectors come as the base64 of little-endian FP32 rather than as numbers
 * @param dimensions how long the vectors must be, if the caller says so
 * @param user pseudonym of the person concerned, if any
 * @param body as it came
 */
record EmbeddingRequest(
        String model,
        List<String> input,
        boolean base64,
        Optional<Long> dimensions,
        @Nullable String user,
        JsonNode body) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int MOST_TEXTS = 2_048;

    /**
     * Reads {@code body}.
     *
     * @throws ProblemException 400 that names the field
     */
    static EmbeddingRequest read(JsonNode body) {
        var fields = new JsonFields(body, "");
        var model = fields.text("model", LONGEST_NAME);
        if (model.isEmpty()) {
            throw fields.invalid("model", "is required");
        }
        var request = new EmbeddingRequest(
                model.get(),
                input(fields.require("input")),
                isBase64(fields),
                fields.integer("dimensions", 1, Integer.MAX_VALUE),
                fields.text("user", LONGEST_NAME).orElse(null),
                body);
        fields.requireNoOthers();
        return request;
    }

    private static List<String> input(JsonNode input) {
        if (!input.isArray()) {
            return List.of(text("input", input));
        }
        if (input.isEmpty() || input.size() > MOST_TEXTS) {
            throw ProblemException.invalid("input", "must hold 1 to " + MOST_TEXTS + " strings");
        }
        var texts = new ArrayList<String>();
        for (var text : input) {
            texts.add(text("input[" + texts.size() + "]", text));
        }
        return texts;
    }

    private static String text(String name, JsonNode value) {
        if (value.isNumber() || value.isArray()) {
            throw ProblemException.invalid(name, "must be a string: arrays of tokens are not taken, send the text");
        }
        var text = JsonFields.text(name, value, LONGEST_TEXT);
        if (text.isBlank()) {
            throw ProblemException.invalid(name, "must not be blank");
        }
        return text;
    }

    private static boolean isBase64(JsonFields fields) {
        var format = fields.find("encoding_format");
        return switch (format == null ? "float" : format.asText()) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw fields.invalid("encoding_format", "must be float or base64");
        };
    }
}

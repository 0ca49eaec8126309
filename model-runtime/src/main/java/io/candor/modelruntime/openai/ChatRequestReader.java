package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a chat completion request (OpenAI API reference, "Create chat completion"). */
final class ChatRequestReader {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_STOP = 1_000;
    private static final int MOST_STOPS = 4;
    /** Beyond this a JSON number is not the same in every client (RFC 8259 section 6). */
    private static final long LARGEST_INTEGER = (1L << 53) - 1;

    private static final double SMALLEST_TOP_P = 1e-9;

    /** What changes nothing of the answer: how it is kept, billed and cached elsewhere. */
    private static final Set<String> HARMLESS = Set.of(
            "metadata",
            "store",
            "service_tier",
            "parallel_tool_calls",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier");

    /** What would change the answer, and the values that ask for no change. */
    private static final Map<String, Predicate<JsonNode>> UNSUPPORTED = Map.ofEntries(
            Map.entry("tools", JsonFields::isEmptyContainer),
            Map.entry("tool_choice", value -> value.asText().matches("none|auto")),
            Map.entry("functions", JsonFields::isEmptyContainer),
            Map.entry("function_call", value -> value.asText().matches("none|auto")),
            Map.entry("response_format", value -> value.path("type").asText().equals("text")),
            Map.entry("logprobs", value -> value.isBoolean() && !value.booleanValue()),
            Map.entry("top_logprobs", ChatRequestReader::isZero),
            Map.entry("logit_bias", JsonFields::isEmptyContainer),
            Map.entry("frequency_penalty", ChatRequestReader::isZero),
            Map.entry("presence_penalty", ChatRequestReader::isZero),
            Map.entry("modalities", value -> value.toString().equals("[\"text\"]")),
            Map.entry("audio", value -> false),
            Map.entry("prediction", value -> false),
            Map.entry("reasoning_effort", value -> false),
            Map.entry("verbosity", value -> false),
            Map.entry("web_search_options", value -> false));

    private ChatRequestReader() {}

    /**
     * Reads {@code body}.
     *
     * @throws ProblemException 400 that names the field
     */
    static ChatRequest read(JsonNode body) {
        var fields = new JsonFields(body, "");
        var model = fields.text("model", LONGEST_NAME);
        if (model.isEmpty()) {
            throw fields.invalid("model", "is required");
        }
        var prompt = new ChatPrompt(
                ChatMessageReader.read(fields.require("messages")),
                maxTokens(fields),
                fields.number("temperature", 0, 2, 1),
                Math.max(SMALLEST_TOP_P, fields.number("top_p", 0, 1, 1)),
                fields.integer("seed", -LARGEST_INTEGER, LARGEST_INTEGER).orElse(null),
                stop(fields));
        var stream = fields.flag("stream");
        var includeUsage = includeUsage(fields, stream);
        var user = fields.text("user", LONGEST_NAME);
        fields.refuse("n", value -> value.isIntegralNumber() && value.longValue() == 1);
        UNSUPPORTED.forEach(fields::refuse);
        fields.ignore(HARMLESS);
        fields.requireNoOthers();
        return new ChatRequest(model.get(), prompt, stream, includeUsage, user.orElse(null), body);
    }

    private static int maxTokens(JsonFields fields) {
        var older = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        var newer = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        if (older.isPresent() && newer.isPresent()) {
            throw fields.invalid("max_tokens", "cannot be given together with max_completion_tokens");
        }
        return newer.or(() -> older).map(Long::intValue).orElse(0);
    }

    private static List<String> stop(JsonFields fields) {
        var value = fields.find("stop");
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(JsonFields.nonEmptyText("stop", value, LONGEST_STOP));
        }
        if (!value.isArray() || value.size() > MOST_STOPS) {
            throw fields.invalid("stop", "must be a string or an array of up to " + MOST_STOPS + " strings");
        }
        var stops = new ArrayList<String>();
        for (var text : value) {
            stops.add(JsonFields.nonEmptyText("stop[" + stops.size() + "]", text, LONGEST_STOP));
        }
        return stops;
    }

    private static boolean includeUsage(JsonFields fields, boolean stream) {
        var value = fields.find("stream_options");
        if (value == null) {
            return false;
        }
        if (!stream) {
            throw fields.invalid("stream_options", "can only be given together with stream");
        }
        var options = new JsonFields(value, "stream_options");
        var included = options.flag("include_usage");
        options.ignore(Set.of("include_obfuscation"));
        options.requireNoOthers();
        return included;
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0;
    }
}

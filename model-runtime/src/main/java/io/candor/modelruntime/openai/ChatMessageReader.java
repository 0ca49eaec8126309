package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.generation.ChatMessage;
import io.candor.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a chat: texts only, whole or in parts. */
final class ChatMessageReader {
    private static final int LONGEST_CONTENT = 4 * 1024 * 1024;
    /** What an assistant's message carries when it is sent back as it was received. */
    private static final List<String> ECHOED =
            List.of("refusal", "annotations", "audio", "tool_calls", "function_call", "name");

    private ChatMessageReader() {}

    static List<ChatMessage> read(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            throw ProblemException.invalid("messages", "must be an array of at least one message");
        }
        var messages = new ArrayList<ChatMessage>();
        for (var message : array) {
            messages.add(message(new JsonFields(message, "messages[" + messages.size() + "]")));
        }
        return messages;
    }

    private static ChatMessage message(JsonFields fields) {
        var role = role(fields);
        var content = content(fields);
        ECHOED.forEach(field -> fields.refuse(field, JsonFields::isEmptyContainer));
        fields.requireNoOthers();
        return new ChatMessage(role, content);
    }

    private static String role(JsonFields fields) {
        var role = fields.require("role").asText();
        return switch (role) {
            case "system", "user", "assistant" -> role;
            case "developer" -> "system";
            default -> throw fields.invalid("role", "must be one of system, developer, user, assistant");
        };
    }

    private static String content(JsonFields fields) {
        var content = fields.require("content");
        var name = fields.name("content");
        if (!content.isArray()) {
            return JsonFields.text(name, content, LONGEST_CONTENT);
        }
        var texts = new ArrayList<String>();
        for (var part : content) {
            texts.add(part(new JsonFields(part, name + "[" + texts.size() + "]")));
        }
        if (texts.isEmpty()) {
            throw fields.invalid("content", "must not be empty");
        }
        return String.join("\n", texts);
    }

    private static String part(JsonFields part) {
        if (!part.require("type").asText().equals("text")) {
            throw part.invalid("type", "must be text: no other parts are supported");
        }
        var text = JsonFields.text(part.name("text"), part.require("text"), LONGEST_CONTENT);
        part.requireNoOthers();
        return text;
    }
}

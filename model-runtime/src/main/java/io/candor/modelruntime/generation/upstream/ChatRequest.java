package io.candor.modelruntime.generation.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.generation.ChatPrompt;

/** The request of the OpenAI chat completions protocol. */
final class ChatRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatRequest() {}

    static String body(UpstreamSettings settings, ChatPrompt prompt) {
        ObjectNode body = JSON.createObjectNode().put("model", settings.model()).put("stream", true);
        if (settings.usage()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        var messages = body.putArray("messages");
        prompt.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        body.put("temperature", prompt.temperature()).put("top_p", prompt.topP());
        if (prompt.maxTokens() > 0) {
            body.put("max_tokens", prompt.maxTokens());
        }
        if (prompt.seed() != null) {
            body.put("seed", prompt.seed());
        }
        if (!prompt.stop().isEmpty()) {
            var stop = body.putArray("stop");
            prompt.stop().forEach(stop::add);
        }
        return body.toString();
    }
}

package io.candor.modelruntime.generation.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.modelruntime.generation.StopFilter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come of an answer: {@code chat.completion.chunk} objects, or one {@code chat.completion}. */
final class UpstreamAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TOKENS = 10_000_000;

    private final String engine;
    private final ChatPrompt prompt;
    private final ChatSink sink;
    private final StopFilter wholeCharacters = new StopFilter(List.of());
    private final StringBuilder text = new StringBuilder();
    private @Nullable String finishReason;
    private int promptTokens = -1;
    private int completionTokens = -1;
    private boolean done;

    UpstreamAnswer(String engine, ChatPrompt prompt, ChatSink sink) {
        this.engine = engine;
        this.prompt = prompt;
        this.sink = sink;
    }

    /**
     * Takes the data of one event.
     *
     * @throws IOException when it is no JSON object or tells of an error
     */
    void add(String data) throws IOException {
        if (data.strip().equals("[DONE]")) {
            done = true;
            return;
        }
        var event = parse(data);
        if (event.hasNonNull("error")) {
            throw new IOException("the upstream says: " + message(event));
        }
        var choice = event.path("choices").path(0);
        send(choice.path("delta").path("content").asText(""));
        send(choice.path("message").path("content").asText(""));
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").asText();
        }
        readUsage(event.path("usage"));
    }

    private void readUsage(JsonNode usage) {
        var read = usage.path("prompt_tokens").asInt(-1);
        var written = usage.path("completion_tokens").asInt(-1);
        if (read >= 0 && written >= 0 && read <= MOST_TOKENS && written <= MOST_TOKENS) {
            promptTokens = read;
            completionTokens = written;
        }
    }

    private void send(String piece) {
        var whole = wholeCharacters.add(piece);
        if (!whole.isEmpty()) {
            text.append(whole);
            sink.text(whole);
        }
    }

    /** Whether the server has said that nothing more comes. */
    boolean isDone() {
        return done;
    }

    /** Whether the text is complete, though the server may still have its usage to tell. */
    boolean isFinished() {
        return finishReason != null;
    }

    boolean hasText() {
        return !text.isEmpty();
    }

    /** How it ended: with the server's reason or another one. */
    ChatResult result(@Nullable String otherReason) {
        var estimated = completionTokens < 0 || (completionTokens == 0 && hasText());
        return new ChatResult(
                otherReason != null ? otherReason : known(finishReason),
                estimated ? TokenEstimate.ofMessages(prompt.messages()) : promptTokens,
                estimated ? TokenEstimate.ofText(text.toString()) : completionTokens,
                estimated,
                engine);
    }

    private static String known(@Nullable String reason) {
        return switch (reason) {
            case "length", "content_filter" -> reason;
            case null, default -> "stop";
        };
    }

    /** The message of an error body, in any of the usual forms; empty when it has none. */
    static String errorMessage(String body) {
        try {
            return message(parse(body));
        } catch (IOException e) {
            return "";
        }
    }

    private static String message(JsonNode body) {
        for (var path : List.of("/error/message", "/message", "/detail", "/error")) {
            if (body.at(path).isTextual()) {
                return body.at(path).asText();
            }
        }
        return "";
    }

    private static JsonNode parse(String json) throws IOException {
        try {
            var node = JSON.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("the upstream sends an event that is not JSON", e);
        }
        throw new IOException("the upstream sends an event that is no JSON object");
    }
}

package io.candor.modelruntime.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.Problem;
import io.candor.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chat as server-sent events (OpenAI API reference, "The chat completion chunk object"; WHATWG HTML section
 * 9.2).
 */
final class ChatEvents {
    private static final byte[] HEARTBEAT = ": still working\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DONE = "data: [DONE]\n\n";
    private static final String PATH = "/v1/chat/completions";

    private final ChatCall call;
    private final ObjectMapper json;
    private final Instant created;

    ChatEvents(ChatCall call, ObjectMapper json, Instant created) {
        this.call = call;
        this.json = json;
        this.created = created;
    }

    /** The first chunk, which says who speaks. */
    byte[] role() {
        var delta = json.createObjectNode().put("role", "assistant").put("content", "");
        return bytes(event(chunk(delta.putNull("refusal"), null)));
    }

    byte[] piece(String text) {
        return bytes(event(chunk(json.createObjectNode().put("content", text), null)));
    }

    /** Why the text ended, the token counts if they are wanted, and the end of the stream. */
    byte[] end(Generated generated) {
        var last = chunk(json.createObjectNode(), generated.result().finishReason());
        last.put("decision_id", call.decisionId().toString());
        if (!call.request().includeUsage()) {
            return bytes(event(last) + DONE);
        }
        var usage = frame();
        usage.putArray("choices");
        usage.set("usage", json.valueToTree(ChatCompletion.Usage.of(generated.result())));
        return bytes(event(last) + event(usage) + DONE);
    }

    /** Why there is no more, to a caller that has had its status already. */
    byte[] failure(ProblemException failure) {
        var requestId = TenantContext.find().map(TenantContext::requestId).orElse(null);
        return bytes(event(json.valueToTree(Problem.of(failure, PATH, requestId))));
    }

    /** A comment, which clients skip. */
    byte[] heartbeat() {
        return HEARTBEAT;
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        var chunk = frame();
        var choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (call.request().includeUsage()) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode frame() {
        return json.createObjectNode()
                .put("id", call.id())
                .put("object", "chat.completion.chunk")
                .put("created", created.getEpochSecond())
                .put("model", call.model().name())
                .put("system_fingerprint", call.fingerprint());
    }

    private String event(ObjectNode content) {
        try {
            return "data: " + json.writeValueAsString(content) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event cannot be written", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

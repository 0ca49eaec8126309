package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.decision.ModelCall;
import io.candor.modelruntime.generation.ChatModel;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.decision.DecisionRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A chat that is being completed.
 *
 * @param canonical the request in canonical form, which the record's input digest is made of
 * @param decisionId names the record, also while there is none yet
 * @param received when the request came
 */
record ChatCall(ChatRequest request, ChatModel model, byte[] canonical, UUID decisionId, Instant received) {
    private static final int FINGERPRINT = 12;

    /** The completion's id, from which the decision's can be read. */
    String id() {
        return "chatcmpl-" + decisionId.toString().replace("-", "");
    }

    /** The same for the same files: with it, a seed gives the same text again. */
    String fingerprint() {
        return "fp_" + model.sha256().substring(0, FINGERPRINT);
    }

    /** How it is recorded and billed when it ended as {@code generated}. */
    ModelCall recorded(Generated generated, ObjectMapper json) {
        var result = generated.result();
        var summary = json.createObjectNode()
                .put("finish_reason", generated.ending())
                .put("prompt_tokens", result.promptTokens())
                .put("completion_tokens", result.completionTokens())
                .put("tokens_estimated", result.estimated())
                .put("engine", result.engine());
        var message = json.createObjectNode().put("role", "assistant").put("content", generated.text());
        return new ModelCall(
                decisionId,
                "chat",
                new DecisionRecord.Model(model.name(), model.version(), model.sha256()),
                canonical,
                CanonicalJson.bytes(message),
                summary,
                request.user(),
                List.of(
                        new ModelCall.Meter("runtime.chat.tokens-in", result.promptTokens()),
                        new ModelCall.Meter("runtime.chat.tokens-out", result.completionTokens())),
                received);
    }
}

package io.candor.modelruntime.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.modelruntime.generation.ChatResult;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A completed chat (OpenAI API reference, "The chat completion object").
 *
 * @param created seconds since 1970
 * @param systemFingerprint tells the model's files apart
 * @param decisionId names the decision record
 */
@Introspected
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        Usage usage,
        String systemFingerprint,
        UUID decisionId) {
    /** The one answer there is. */
    @Introspected
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Choice(int index, Message message, @Nullable String logprobs, String finishReason) {}

    /** What the assistant said. */
    @Introspected
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Message(String role, String content, @Nullable String refusal) {}

    /** How many tokens were read and written. */
    @Introspected
    record Usage(int promptTokens, int completionTokens, int totalTokens) {
        static Usage of(ChatResult result) {
            return new Usage(
                    result.promptTokens(),
                    result.completionTokens(),
                    result.promptTokens() + result.completionTokens());
        }
    }

    static ChatCompletion of(ChatCall call, Generated generated, Instant now) {
        var message = new Message("assistant", generated.text(), null);
        return new ChatCompletion(
                call.id(),
                "chat.completion",
                now.getEpochSecond(),
                call.model().name(),
                List.of(new Choice(0, message, null, generated.result().finishReason())),
                Usage.of(generated.result()),
                call.fingerprint(),
                call.decisionId());
    }
}

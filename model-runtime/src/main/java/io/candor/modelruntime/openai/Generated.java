package io.candor.modelruntime.openai;

import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.EngineException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a generation ended, and the text that came until then.
 *
 * @param failure why the engine gave up in the midst of it, or null
 */
record Generated(String text, ChatResult result, @Nullable EngineException failure) {
    private static final String CANCELLED = "cancelled";

    /** Whether the text is all that the model had to say within its limits. */
    boolean isComplete() {
        return failure == null && !result.finishReason().equals(CANCELLED);
    }

    /** Whether there is something to bill: one who left before the first token, or was failed before it, pays nothing. */
    boolean isBilled() {
        return isComplete() || result.completionTokens() > 0;
    }

    /** The finish reason, or {@code error}. */
    String ending() {
        return failure == null ? result.finishReason() : "error";
    }

    Optional<EngineException> broken() {
        return Optional.ofNullable(failure);
    }
}

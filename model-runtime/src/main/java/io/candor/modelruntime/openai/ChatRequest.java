package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.generation.ChatPrompt;
import org.jspecify.annotations.Nullable;

/**
 * A chat to complete.
 *
 * @param stream whether the answer comes as events
 * @param includeUsage whether a stream ends with the token counts
 * @param user pseudonym of the person concerned, if any
 * @param body as it came
 */
record ChatRequest(
        String model,
        ChatPrompt prompt,
        boolean stream,
        boolean includeUsage,
        @Nullable String user,
        JsonNode body) {}

package io.candor.modelruntime.generation;

/**
 * How a generation ended.
 *
 * @param finishReason {@code stop}, {@code length} or {@code cancelled}; an upstream may also say {@code content_filter};
 *     {@code error} in what an {@link EngineException} keeps
 * @param promptTokens tokens of the prompt, the chat template's included
 * @param completionTokens tokens generated, the end of the text and those before a cancellation included
 * @param estimated whether the counts are estimates, because the upstream did not say
 * @param engine the name of the engine that answered
 */
public record ChatResult(
        String finishReason, int promptTokens, int completionTokens, boolean estimated, String engine) {}

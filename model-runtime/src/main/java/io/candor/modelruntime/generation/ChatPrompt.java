package io.candor.modelruntime.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be continued, and how.
 *
 * @param messages the conversation, oldest first; at least one
 * @param maxTokens the most tokens to generate; 0 for as many as the model's context leaves room for
 * @param temperature 0 takes the likeliest token each time; up to 2
 * @param topP only the likeliest tokens that together have this probability are drawn from; above 0, up to 1
 * @param seed the same seed and prompt give the same text on the same engine; null for another one each time
 * @param stop texts at which generation ends; they are not part of the answer
 */
public record ChatPrompt(
        List<ChatMessage> messages,
        int maxTokens,
        double temperature,
        double topP,
        @Nullable Long seed,
        List<String> stop) {
    public ChatPrompt {
        messages = List.copyOf(messages);
        stop = List.copyOf(stop);
    }
}

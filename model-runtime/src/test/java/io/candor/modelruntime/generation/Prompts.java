package io.candor.modelruntime.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prompts for tests. */
public final class Prompts {
    private Prompts() {}

    public static ChatPrompt greedy(String question, int maxTokens) {
        return new ChatPrompt(List.of(new ChatMessage("user", question)), maxTokens, 0, 1, null, List.of());
    }

    public static ChatPrompt drawn(String question, int maxTokens, @Nullable Long seed) {
        return new ChatPrompt(List.of(new ChatMessage("user", question)), maxTokens, 0.9, 0.95, seed, List.of());
    }

    public static ChatPrompt stoppedBy(String question, String... stop) {
        return new ChatPrompt(List.of(new ChatMessage("user", question)), 200, 0, 1, null, List.of(stop));
    }
}

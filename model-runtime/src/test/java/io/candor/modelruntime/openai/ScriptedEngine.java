package io.candor.modelruntime.openai;

import io.candor.modelruntime.generation.ChatEngine;
import io.candor.modelruntime.generation.ChatModel;
import io.candor.modelruntime.generation.ChatModels;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** An engine that says what a test tells it to say, as the model {@code parrot}; {@code mute} has no weights. */
final class ScriptedEngine implements ChatEngine {
    static final String ENABLED = "candor.test.scripted-chat";
    static final String SHA256 = "ab".repeat(32);

    private volatile Script script = saying("Hello", " there", "!");

    /** What becomes of a prompt. */
    interface Script {
        ChatResult play(ChatPrompt prompt, ChatSink sink);
    }

    /** Says {@code pieces}, each a token, to a prompt of 7 tokens. */
    static Script saying(String... pieces) {
        return (prompt, sink) -> {
            List.of(pieces).forEach(sink::text);
            return new ChatResult("stop", 7, pieces.length, false, "scripted");
        };
    }

    void play(Script next) {
        script = next;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public void requireAvailable() {}

    @Override
    public ChatResult generate(ChatPrompt prompt, ChatSink sink) {
        return script.play(prompt, sink);
    }

    @Override
    public void close() {}

    /** An engine that is never there. */
    private static final class Absent implements ChatEngine {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public void requireAvailable() {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE, "model-unavailable", "The weights are missing; pull them");
        }

        @Override
        public ChatResult generate(ChatPrompt prompt, ChatSink sink) {
            throw new IllegalStateException("Nobody may ask");
        }

        @Override
        public void close() {}
    }

    /** Puts it in the place of the real engines. */
    @Factory
    @Requires(property = ENABLED)
    static class Models {
        @Singleton
        @Bean
        ScriptedEngine engine() {
            return new ScriptedEngine();
        }

        @Singleton
        @Replaces(ChatModels.class)
        ChatModels models(ScriptedEngine engine) {
            var created = Instant.parse("2026-11-25T12:00:00Z");
            return new ChatModels(List.of(
                    new ChatModel("parrot", "1", SHA256, "a bird", 2_048, created, engine),
                    new ChatModel("mute", "1", "cd".repeat(32), "a bird", 2_048, created, new Absent())));
        }
    }
}

package io.candor.modelruntime.generation.llamacpp;

import io.candor.modelruntime.generation.ChatEngine;
import io.candor.modelruntime.generation.ChatMessage;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.modelruntime.generation.EngineException;
import io.candor.modelruntime.generation.Turns;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import java.nio.file.Files;

/**
 * Runs GGUF weights on this machine's processor. They are loaded when the first text is asked for, so that the service is
 * ready at once and a model that nobody uses takes no memory. A conversation's computation depends on nothing but its
 * prompt: no cache is kept between conversations and none are computed together, so a seed gives the same text each time. Several
 * conversations advance token by token, in turn.
 */
public final class LlamaEngine implements ChatEngine {
    private static final String NAME = "llama.cpp";

    private final LlamaSettings settings;
    private final Turns turns;
    private final LlamaLoading loading;

    /** An engine for weights that need not be there yet. */
    public LlamaEngine(LlamaSettings settings) {
        this.settings = settings;
        this.turns = new Turns(settings.slots(), settings.waiting());
        this.loading = new LlamaLoading(settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void requireAvailable() {
        if (!loading.isLoaded() && !Files.isRegularFile(settings.file())) {
            throw EngineException.unavailable("The model " + settings.model()
                    + " has no weights here; run ./candor models pull " + settings.model());
        }
        loading.requireNotRefused();
    }

    @Override
    public ChatResult generate(ChatPrompt prompt, ChatSink sink) {
        requireText(prompt);
        requireAvailable();
        if (!turns.enter(tenant(), sink::isCancelled)) {
            return new ChatResult("cancelled", 0, 0, false, NAME);
        }
        var start = System.nanoTime();
        try {
            var loaded = loading.await(sink::isCancelled);
            return loaded.isEmpty()
                    ? new ChatResult("cancelled", 0, 0, false, NAME)
                    : generate(loaded.get(), prompt, sink);
        } finally {
            turns.leave(System.nanoTime() - start);
        }
    }

    private ChatResult generate(LoadedLlama loaded, ChatPrompt prompt, ChatSink sink) {
        var input = loaded.template().tokens(prompt.messages());
        var room = settings.contextLength() - input.length;
        if (room < 1) {
            throw ProblemException.invalid(
                    "messages",
                    "have " + input.length + " tokens; the model reads at most " + (settings.contextLength() - 1));
        }
        var most = prompt.maxTokens() > 0 ? Math.min(prompt.maxTokens(), room) : room;
        var slot = loaded.take();
        try {
            var generation = new LlamaGeneration(loaded.weights(), slot.context(), input, most, prompt, sink);
            slot.start(generation);
            return generation.deliver();
        } finally {
            loaded.giveBack(slot);
        }
    }

    private static void requireText(ChatPrompt prompt) {
        for (var i = 0; i < prompt.messages().size(); i++) {
            if (prompt.messages().get(i).content().indexOf('\0') >= 0) {
                throw ProblemException.invalid("messages[" + i + "].content", "must not contain the character NUL");
            }
        }
        if (prompt.messages().stream().map(ChatMessage::content).allMatch(String::isEmpty)) {
            throw ProblemException.invalid("messages", "must contain text");
        }
    }

    private static String tenant() {
        return TenantContext.find()
                .map(caller -> String.valueOf(caller.tenantId()))
                .orElse("");
    }

    @Override
    public void close() {
        loading.close();
    }
}

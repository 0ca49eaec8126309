package io.candor.modelruntime.generation.llamacpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Weights in memory, with their slots. */
final class LoadedLlama {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedLlama.class);

    private final LlamaWeights weights;
    private final ChatTemplate template;
    private final List<LlamaSlot> slots;
    private final ConcurrentLinkedQueue<LlamaSlot> free = new ConcurrentLinkedQueue<>();

    private LoadedLlama(LlamaWeights weights, ChatTemplate template, List<LlamaSlot> slots) {
        this.weights = weights;
        this.template = template;
        this.slots = List.copyOf(slots);
        free.addAll(slots);
    }

    /**
     * Loads and checks everything that a generation needs.
     *
     * @throws IOException with the reason why it cannot be used; nothing stays in memory then
     */
    static LoadedLlama load(LlamaSettings settings) throws IOException {
        var start = System.nanoTime();
        var library = LlamaLibrary.load();
        var weights = LlamaWeights.load(library, settings.file());
        var slots = new ArrayList<LlamaSlot>();
        try {
            var template = ChatTemplate.of(weights, settings.chatTemplate(), settings.systemPrompt());
            if (settings.contextLength() > weights.trainedContext()) {
                throw new IOException("context_length is " + settings.contextLength()
                        + ", but the model was trained for " + weights.trainedContext());
            }
            for (var i = 0; i < settings.slots(); i++) {
                slots.add(new LlamaSlot(weights, settings, i));
            }
            LOG.info(
                    "Loaded {} in {} ms: {} slots of {} tokens, {} threads each",
                    settings.model(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                    settings.slots(),
                    settings.contextLength(),
                    settings.threads());
            return new LoadedLlama(weights, template, slots);
        } catch (IOException e) {
            slots.forEach(LlamaSlot::close);
            weights.close();
            throw e;
        }
    }

    LlamaWeights weights() {
        return weights;
    }

    ChatTemplate template() {
        return template;
    }

    /** An idle slot. Whoever asks holds one of as many turns as there are slots. */
    LlamaSlot take() {
        return Objects.requireNonNull(free.poll(), "There are as many slots as turns");
    }

    void giveBack(LlamaSlot slot) {
        free.add(slot);
    }

    /** Ends what runs and frees the memory. */
    void close() {
        var idle = true;
        for (var slot : slots) {
            idle &= slot.close();
        }
        if (idle) {
            weights.close();
            LlamaLibrary.trim();
        } else {
            LOG.warn("A generation did not end; its memory is kept until the process ends");
        }
    }
}

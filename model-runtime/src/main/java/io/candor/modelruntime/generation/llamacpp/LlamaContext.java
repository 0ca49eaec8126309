package io.candor.modelruntime.generation.llamacpp;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The working memory of one conversation at a time. Used by one thread; only {@link #abort} may come from another. */
final class LlamaContext implements AutoCloseable {
    /** Tokens of a prompt that are read in one computation; meanwhile the other conversations wait. */
    private static final int BATCH = 32;

    private final LlamaLibrary library;
    private final Arena arena = Arena.ofShared();
    private final AbortFlag abort = new AbortFlag();
    private final MemorySegment context;
    private final MemorySegment batch;
    private final MemorySegment tokens;
    private final float[] scores;

    /**
     * Takes the memory for {@code length} tokens.
     *
     * @throws IOException when there is not enough
     */
    LlamaContext(LlamaWeights weights, int length, int threads) throws IOException {
        this.library = weights.library();
        var parameters = library.contextDefaults(arena);
        Structs.set(parameters, Structs.CONTEXT, "n_ctx", length);
        Structs.set(parameters, Structs.CONTEXT, "n_batch", BATCH);
        Structs.set(parameters, Structs.CONTEXT, "n_ubatch", BATCH);
        Structs.set(parameters, Structs.CONTEXT, "n_threads", threads);
        Structs.set(parameters, Structs.CONTEXT, "n_threads_batch", threads);
        Structs.set(parameters, Structs.CONTEXT, "abort_callback", LlamaLibrary.abortCallback(abort, arena));
        this.batch = arena.allocate(Structs.BATCH);
        this.tokens = arena.allocate(JAVA_INT, BATCH);
        this.scores = new float[weights.vocabularySize()];
        NativeLog.takeError();
        this.context = library.newContext(weights.model(), parameters);
        if (context.equals(MemorySegment.NULL)) {
            arena.close();
            throw new IOException("llama.cpp has no memory for a conversation: " + NativeLog.takeError());
        }
    }

    /** Ends a computation that runs, within a node of its graph; the next one is not affected. */
    void abort() {
        abort.raise();
    }

    /** Forgets the conversation. */
    void clear() {
        abort.lower();
        library.clear(context);
    }

    /**
     * Reads tokens.
     *
     * @return false when aborted
     */
    boolean read(int[] input) {
        for (var from = 0; from < input.length; from += BATCH) {
            var count = Math.min(BATCH, input.length - from);
            MemorySegment.copy(input, from, tokens, JAVA_INT, 0, count);
            Structs.set(batch, Structs.BATCH, "n_tokens", count);
            Structs.set(batch, Structs.BATCH, "token", tokens);
            var result = library.decode(context, batch, abort);
            if (result == LlamaLibrary.ABORTED) {
                return false;
            }
            if (result != 0) {
                throw new IllegalStateException("llama_decode failed with " + result + ": " + NativeLog.takeError());
            }
        }
        return true;
    }

    /** The scores of what comes after the tokens read last, one for each token of the vocabulary; the array is reused. */
    float[] scores() {
        var logits = library.logits(context).reinterpret((long) scores.length * Float.BYTES);
        MemorySegment.copy(logits, JAVA_FLOAT, 0, scores, 0, scores.length);
        return scores;
    }

    @Override
    public void close() {
        library.freeContext(context);
        arena.close();
    }
}

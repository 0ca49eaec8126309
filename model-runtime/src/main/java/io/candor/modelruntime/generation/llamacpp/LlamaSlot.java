package io.candor.modelruntime.generation.llamacpp;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A place for one conversation at a time, with its working memory and its thread. */
final class LlamaSlot {
    private static final long PATIENCE_SECONDS = 30;

    private final LlamaContext context;
    private final ExecutorService thread;
    private volatile @Nullable LlamaGeneration running;

    LlamaSlot(LlamaWeights weights, LlamaSettings settings, int number) throws IOException {
        this.context = new LlamaContext(weights, settings.contextLength(), settings.threads());
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .daemon()
                .name("llama-" + settings.model() + "-" + number)
                .factory());
    }

    LlamaContext context() {
        return context;
    }

    Future<?> start(LlamaGeneration generation) {
        running = generation;
        return thread.submit(generation::compute);
    }

    /** Ends what runs and gives the memory back; false when it does not end: then its memory is still in use. */
    boolean close() {
        var generation = running;
        if (generation != null) {
            generation.cancel();
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        context.close();
        return true;
    }
}

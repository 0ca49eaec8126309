package io.candor.modelruntime.generation.llamacpp;

import io.candor.modelruntime.generation.EngineException;
import io.candor.modelruntime.generation.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads weights once, at the first use; a file that was refused is tried again when it has changed. */
final class LlamaLoading {
    private static final Logger LOG = LoggerFactory.getLogger(LlamaLoading.class);
    private static final long ASK_MILLIS = 10;

    private final LlamaSettings settings;
    private @Nullable CompletableFuture<LoadedLlama> loading;
    private @Nullable Refusal refusal;
    private boolean closed;

    LlamaLoading(LlamaSettings settings) {
        this.settings = settings;
    }

    private record Refusal(String file, String reason) {}

    synchronized boolean isLoaded() {
        return loading != null && loading.isDone() && !loading.isCompletedExceptionally();
    }

    /** Throws the reason why the file as it is cannot be used, where that is known. */
    synchronized void requireNotRefused() {
        if (refusal != null && refusal.file().equals(fingerprint())) {
            throw unavailable(refusal.reason());
        }
    }

    /** The weights, once they are in memory; empty when {@code cancelled} before. */
    Optional<LoadedLlama> await(BooleanSupplier cancelled) {
        var started = start();
        while (true) {
            try {
                return Optional.of(started.get(ASK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean()) {
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException e) {
                throw unavailable(
                        String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
            }
        }
    }

    private synchronized CompletableFuture<LoadedLlama> start() {
        if (closed) {
            throw unavailable("it is being unloaded");
        }
        if (loading == null || loading.isCompletedExceptionally()) {
            requireNotRefused();
            var future = new CompletableFuture<LoadedLlama>();
            loading = future;
            Thread.ofPlatform()
                    .daemon()
                    .name("llama-" + settings.model() + "-load")
                    .start(() -> load(future));
        }
        return loading;
    }

    private void load(CompletableFuture<LoadedLlama> future) {
        var file = fingerprint();
        try {
            var actual = FileDigest.sha256(settings.file());
            if (!actual.equals(settings.sha256())) {
                throw new IOException(settings.file().getFileName() + " has the SHA-256 " + actual
                        + ", but model.yaml says " + settings.sha256());
            }
            future.complete(LoadedLlama.load(settings));
        } catch (IOException e) {
            LOG.warn("{} cannot be loaded: {}", settings.model(), e.getMessage());
            refuse(file, String.valueOf(e.getMessage()), future, e);
        } catch (RuntimeException | Error e) {
            LOG.error("{} cannot be loaded", settings.model(), e);
            refuse(file, "loading it failed", future, e);
        }
    }

    private void refuse(String file, String reason, CompletableFuture<LoadedLlama> future, Throwable cause) {
        synchronized (this) {
            refusal = new Refusal(file, reason);
        }
        future.completeExceptionally(cause);
    }

    private String fingerprint() {
        try {
            return Files.size(settings.file()) + " " + Files.getLastModifiedTime(settings.file());
        } catch (IOException e) {
            return "";
        }
    }

    private EngineException unavailable(String reason) {
        return EngineException.unavailable("The model " + settings.model() + " is unavailable: " + reason);
    }

    /** Frees the weights; when they are just being loaded, as soon as they are. */
    void close() {
        CompletableFuture<LoadedLlama> started;
        synchronized (this) {
            closed = true;
            started = loading;
        }
        if (started != null) {
            started.thenAccept(LoadedLlama::close).exceptionally(failure -> null);
        }
    }
}

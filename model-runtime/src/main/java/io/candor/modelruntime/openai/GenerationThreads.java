package io.candor.modelruntime.openai;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that generate text. Platform threads: native code would hold a virtual thread's carrier all the while.
 * How many generate at once is the engine's business; this bounds only the threads.
 */
@Singleton
class GenerationThreads {
    private static final int MOST = 256;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("generation-", 0).daemon().factory());

    /**
     * Starts {@code work} for the caller of the running request.
     *
     * @throws ProblemException 429 {@code model-overloaded} when no thread is free
     */
    <T> CompletableFuture<T> start(Supplier<T> work) {
        var caller = TenantContext.current();
        try {
            return CompletableFuture.supplyAsync(() -> caller.call(work), threads);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "model-overloaded",
                    "Too many texts are being generated",
                    List.of(),
                    Duration.ofSeconds(1));
        }
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}

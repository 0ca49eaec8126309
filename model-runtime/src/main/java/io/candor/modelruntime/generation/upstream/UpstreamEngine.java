package io.candor.modelruntime.generation.upstream;

import io.candor.modelruntime.generation.ChatEngine;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.modelruntime.generation.EngineException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micronaut.http.HttpStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Generates on a server elsewhere. Calls that fail before any text came are repeated, and a server that keeps failing is
 * left alone for a while (circuit breaker). Redirects are not followed: they would carry the key elsewhere.
 */
public final class UpstreamEngine implements ChatEngine {
    private static final long ASK_MILLIS = 20;

    private final UpstreamSettings settings;
    private final URI address;
    private final CircuitBreaker breaker;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /** An engine for a server that need not be there yet. */
    public UpstreamEngine(UpstreamSettings settings) {
        this.settings = settings;
        this.address = URI.create(settings.url().toString().replaceAll("/+$", "") + "/chat/completions");
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeouts().connect())
                .executor(threads)
                .build();
        var limits = settings.breaker();
        this.breaker = CircuitBreaker.of(
                settings.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(limits.window())
                        .minimumNumberOfCalls(limits.minimumCalls())
                        .failureRateThreshold(limits.failureRate())
                        .waitDurationInOpenState(limits.openFor())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .build());
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void requireAvailable() {
        settings.key().read();
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            throw resting();
        }
    }

    @Override
    public ChatResult generate(ChatPrompt prompt, ChatSink sink) {
        for (var attempt = 0; ; attempt++) {
            var request = request(prompt);
            if (!breaker.tryAcquirePermission()) {
                throw resting();
            }
            try {
                return attempt(prompt, sink, request);
            } catch (UpstreamFailure failure) {
                var repeat = failure.kind() == UpstreamFailure.Kind.PASSING && attempt < settings.retries();
                if (!repeat || !pause(attempt, sink)) {
                    throw failure.problem();
                }
            }
        }
    }

    private ChatResult attempt(ChatPrompt prompt, ChatSink sink, HttpRequest request) throws UpstreamFailure {
        var start = System.nanoTime();
        var counted = false;
        try {
            var result = new UpstreamCall(settings, prompt, sink).run(client, request);
            if (!result.finishReason().equals("cancelled")) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                counted = true;
            }
            return result;
        } catch (UpstreamFailure failure) {
            if (failure.kind() == UpstreamFailure.Kind.REFUSAL) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
            }
            counted = true;
            throw failure;
        } finally {
            if (!counted) {
                breaker.releasePermission();
            }
        }
    }

    private HttpRequest request(ChatPrompt prompt) {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream, application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ChatRequest.body(settings, prompt)));
        settings.key().read().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    /** Waits before the next attempt, up to half as long again so that callers do not come together; false to give up. */
    private boolean pause(int attempt, ChatSink sink) {
        var usual = settings.backoff().toMillis() << Math.min(attempt, 10);
        var until = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(
                        usual + ThreadLocalRandom.current().nextLong(usual / 2 + 1));
        try {
            while (System.nanoTime() - until < 0) {
                if (sink.isCancelled()) {
                    return false;
                }
                Thread.sleep(ASK_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private EngineException resting() {
        return new EngineException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "model-unavailable",
                "The upstream " + settings.name() + " has failed several times and is left alone for a while",
                atLeastOneSecond(settings.breaker().openFor()),
                true,
                null);
    }

    private static Duration atLeastOneSecond(Duration duration) {
        return duration.toSeconds() < 1 ? Duration.ofSeconds(1) : duration;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}

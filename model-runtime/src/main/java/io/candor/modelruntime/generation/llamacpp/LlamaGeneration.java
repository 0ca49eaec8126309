package io.candor.modelruntime.generation.llamacpp;

import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.modelruntime.generation.EngineException;
import io.candor.modelruntime.generation.StopFilter;
import io.micronaut.http.HttpStatus;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One answer: computed in the slot's thread, handed to the sink in the caller's. A slow caller does not hold the slot. */
final class LlamaGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(LlamaGeneration.class);
    private static final String NAME = "llama.cpp";
    private static final long ASK_MILLIS = 10;

    private final LlamaWeights weights;
    private final LlamaContext context;
    private final int[] input;
    private final int most;
    private final ChatPrompt prompt;
    private final ChatSink sink;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;
    private volatile int generated;

    /** An answer of at most {@code most} tokens to {@code input}. */
    LlamaGeneration(
            LlamaWeights weights, LlamaContext context, int[] input, int most, ChatPrompt prompt, ChatSink sink) {
        this.weights = weights;
        this.context = context;
        this.input = input;
        this.most = most;
        this.prompt = prompt;
        this.sink = sink;
    }

    private sealed interface Event {
        record Piece(String text) implements Event {}

        record End(@Nullable String reason) implements Event {}
    }

    /** Runs in the slot's thread. */
    void compute() {
        try {
            events.add(new Event.End(text()));
        } catch (RuntimeException e) {
            LOG.error("A generation failed", e);
            events.add(new Event.End(null));
        }
    }

    private String text() {
        var random = prompt.seed() == null ? RandomGenerator.getDefault() : new SplittableRandom(prompt.seed());
        var sampler = new TokenSampler(prompt.temperature(), prompt.topP(), random);
        var characters = new Utf8Pieces();
        var stops = new StopFilter(prompt.stop());
        context.clear();
        var going = !isCancelled() && context.read(input);
        while (going && !isCancelled()) {
            var token = sampler.draw(context.scores());
            generated++;
            if (weights.isEndOfText(token)) {
                return end("stop", stops);
            }
            send(stops.add(characters.add(weights.piece(token))));
            if (stops.isStopped()) {
                return "stop";
            }
            if (generated == most) {
                return end("length", stops);
            }
            going = context.read(new int[] {token});
        }
        return "cancelled";
    }

    private String end(String reason, StopFilter stops) {
        send(stops.end());
        return reason;
    }

    private void send(String text) {
        if (!text.isEmpty()) {
            events.add(new Event.Piece(text));
        }
    }

    private boolean isCancelled() {
        return cancelled || sink.isCancelled();
    }

    /** Ends the computation from any thread. */
    void cancel() {
        cancelled = true;
        context.abort();
    }

    /** Runs in the caller's thread until the answer is complete; then the slot is idle. */
    ChatResult deliver() {
        var sent = false;
        var ended = false;
        try {
            while (true) {
                var event = next();
                if (event instanceof Event.Piece(var text)) {
                    sent = true;
                    if (!isCancelled()) {
                        sink.text(text);
                    }
                } else if (event instanceof Event.End(var reason)) {
                    ended = true;
                    return result(reason, sent);
                }
            }
        } finally {
            if (!ended) {
                cancel();
            }
        }
    }

    private @Nullable Event next() {
        try {
            var event = events.poll(ASK_MILLIS, TimeUnit.MILLISECONDS);
            if (event == null && isCancelled()) {
                context.abort();
            }
            return event;
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            return new Event.End("cancelled");
        }
    }

    private ChatResult result(@Nullable String reason, boolean sent) {
        if (reason != null) {
            return new ChatResult(isCancelled() ? "cancelled" : reason, input.length, generated, false, NAME);
        }
        throw new EngineException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "The model stopped for a reason of ours; quote the request id to support",
                null,
                !sent,
                sent ? new ChatResult("error", input.length, generated, false, NAME) : null);
    }
}

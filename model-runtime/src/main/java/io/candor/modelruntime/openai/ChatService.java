package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.decision.DecisionService;
import io.candor.modelruntime.generation.ChatModels;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Completes chats; each is a decision that is recorded and metered, also one that its caller leaves. */
@Singleton
class ChatService {
    private static final String OPERATION = "runtime.chat";

    private final ChatModels models;
    private final DecisionService decisions;
    private final GenerationThreads threads;
    private final IdGenerator ids;
    private final ObjectMapper json;
    private final Clock clock;

    ChatService(
            ChatModels models,
            DecisionService decisions,
            GenerationThreads threads,
            IdGenerator ids,
            ObjectMapper json,
            Clock clock) {
        this.models = models;
        this.decisions = decisions;
        this.threads = threads;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Checks all that can be known before the model runs.
     *
     * @throws ProblemException 404, or 503 when the model or the records are unavailable
     */
    ChatCall open(ChatRequest request) {
        var canonical = CallDigest.input(request.body());
        var model = models.get(request.model());
        model.engine().requireAvailable();
        decisions.requireAvailable();
        return new ChatCall(request, model, canonical, ids.next(), clock.instant());
    }

    /**
     * The whole answer at once.
     *
     * @param generation is cancelled when the caller goes away
     */
    ChatCompletion complete(ChatCall call, @Nullable String idempotencyKey, Generation generation) {
        return decisions.answer(
                idempotencyKey,
                OPERATION,
                call.request().user(),
                call.request().body(),
                ChatCompletion.class,
                () -> generateWhole(call, generation),
                generated -> call.recorded(generated, json),
                generated -> ChatCompletion.of(call, generated, clock.instant()));
    }

    /** The answer as it comes. */
    ChatStream stream(ChatCall call, @Nullable String idempotencyKey) {
        if (idempotencyKey != null) {
            throw ProblemException.invalid(IdempotencyKeys.HEADER, "cannot be given for a stream");
        }
        var stream = new ChatStream(new ChatEvents(call, json, clock.instant()));
        var unused = threads.start(() -> stream.feed(generation -> {
            var generated = generate(call, generation);
            decisions.record(call.recorded(generated, json));
            return generated;
        }));
        return stream;
    }

    private Generated generateWhole(ChatCall call, Generation generation) {
        try {
            return threads.start(() -> generate(call, generation)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Generates the whole text; what is there of one that broke off is recorded, and the break is thrown. */
    private Generated generate(ChatCall call, Generation generation) {
        var generated = generation.run(call);
        if (generated.isComplete()) {
            return generated;
        }
        if (generated.isBilled()) {
            decisions.record(call.recorded(generated, json));
        }
        throw generated
                .broken()
                .<ProblemException>map(failure -> failure)
                .orElseGet(() -> new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "generation-ended",
                        "The generation was ended before the text was complete"));
    }
}

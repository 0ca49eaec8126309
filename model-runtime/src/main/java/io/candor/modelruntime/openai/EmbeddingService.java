package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.decision.DecisionService;
import io.candor.modelruntime.decision.ModelCall;
import io.candor.platform.decision.DecisionRecord;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.web.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Embeds texts; each call is a decision that is recorded and metered. */
@Singleton
class EmbeddingService {
    private static final String OPERATION = "runtime.embeddings";

    private final Encoders encoders;
    private final DecisionService decisions;
    private final IdGenerator ids;
    private final ObjectMapper json;
    private final Clock clock;

    EmbeddingService(Encoders encoders, DecisionService decisions, IdGenerator ids, ObjectMapper json, Clock clock) {
        this.encoders = encoders;
        this.decisions = decisions;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    /** A request, what it is recorded as, and when it came. */
    private record Asked(EmbeddingRequest request, byte[] canonical, UUID decisionId, Instant received) {}

    EmbeddingList embed(EmbeddingRequest request, @Nullable String idempotencyKey) {
        var asked = new Asked(request, CallDigest.input(request.body()), ids.next(), clock.instant());
        requireDimensions(request);
        decisions.requireAvailable();
        return decisions.answer(
                idempotencyKey,
                OPERATION,
                request.user(),
                request.body(),
                EmbeddingList.class,
                () -> encoders.embed(request.model(), request.input()),
                vectors -> call(asked, vectors),
                vectors -> EmbeddingList.of(request.model(), vectors, request.base64(), asked.decisionId()));
    }

    private void requireDimensions(EmbeddingRequest request) {
        var actual = encoders.dimensions(request.model());
        if (request.dimensions().filter(wanted -> wanted != actual).isPresent()) {
            throw ProblemException.invalid(
                    "dimensions", "must be " + actual + ", the only length that " + request.model() + " has");
        }
    }

    private ModelCall call(Asked asked, Vectors vectors) {
        var model = Objects.requireNonNull(vectors.model());
        var summary = json.createObjectNode()
                .put("texts", asked.request().input().size())
                .put("prompt_tokens", vectors.tokens());
        return new ModelCall(
                asked.decisionId(),
                "embeddings",
                new DecisionRecord.Model(model.name(), model.version(), model.sha256()),
                asked.canonical(),
                vectors.bytes(),
                summary,
                asked.request().user(),
                List.of(new ModelCall.Meter("runtime.embeddings.tokens-in", vectors.tokens())),
                asked.received());
    }
}

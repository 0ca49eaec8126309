package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.IdempotencyKeys;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** {@code /v1/embeddings} (OpenAI API reference, "Embeddings"). */
@Controller("/v1/embeddings")
@ExecuteOn(TaskExecutors.BLOCKING)
class EmbeddingController {
    private final EmbeddingService embeddings;

    EmbeddingController(EmbeddingService embeddings) {
        this.embeddings = embeddings;
    }

    @Post
    @RequiredScope("models:infer")
    HttpResponse<EmbeddingList> create(@Body JsonNode body, @Header(IdempotencyKeys.HEADER) @Nullable String key) {
        var answer = embeddings.embed(EmbeddingRequest.read(body), key);
        return HttpResponse.ok(answer)
                .header(DecisionHeader.NAME, answer.decisionId().toString());
    }
}

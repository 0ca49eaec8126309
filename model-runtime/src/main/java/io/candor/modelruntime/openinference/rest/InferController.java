package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.openinference.Failures;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.ModelService;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Inference over REST, in JSON or with binary data (Open Inference Protocol v2, "Inference"). Reading and writing are done
 * on a thread of their own; none waits while the model runs.
 */
@Controller("/v2/models/{model}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
class InferController {
    private final ModelService models;
    private final Executor executor;

    InferController(ModelService models, @Named(TaskExecutors.BLOCKING) Executor executor) {
        this.models = models;
        this.executor = executor;
    }

    @Post("/infer")
    @RequiredScope("models:infer")
    CompletableFuture<HttpResponse<ByteBuf>> infer(
            HttpRequest<?> http,
            String model,
            @Body @Nullable byte[] body,
            @Header(RestRequest.JSON_LENGTH) @Nullable String jsonLength)
            throws IOException {
        return answer(http, RestRequest.read(model, null, orEmpty(body), jsonLength));
    }

    @Post("/versions/{version}/infer")
    @RequiredScope("models:infer")
    CompletableFuture<HttpResponse<ByteBuf>> infer(
            HttpRequest<?> http,
            String model,
            String version,
            @Body @Nullable byte[] body,
            @Header(RestRequest.JSON_LENGTH) @Nullable String jsonLength)
            throws IOException {
        return answer(http, RestRequest.read(model, version, orEmpty(body), jsonLength));
    }

    private CompletableFuture<HttpResponse<ByteBuf>> answer(HttpRequest<?> http, RestRequest request) {
        var answer = models.infer(request.inference());
        ClientDisconnect.cancels(http, answer);
        return answer.handleAsync((given, failure) -> response(request, given, failure), executor);
    }

    private static HttpResponse<ByteBuf> response(
            RestRequest request, @Nullable InferenceAnswer answer, @Nullable Throwable failure) {
        if (answer == null) {
            throw new CompletionException(
                    Failures.of(failure == null ? new IllegalStateException("No answer") : failure));
        }
        var written = RestAnswer.of(request.id(), answer, request.form());
        var response = HttpResponse.ok(Unpooled.wrappedBuffer(written.parts()));
        return written.binary().isEmpty()
                ? response.contentType(MediaType.APPLICATION_JSON_TYPE)
                : response.contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        .header(RestRequest.JSON_LENGTH, String.valueOf(written.json().length));
    }

    private static byte[] orEmpty(@Nullable byte[] body) {
        return body == null ? new byte[0] : body;
    }
}

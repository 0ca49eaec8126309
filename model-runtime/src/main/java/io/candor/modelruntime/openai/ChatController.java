package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.CallerConnection;
import io.candor.platform.web.IdempotencyKeys;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** {@code /v1/chat/completions} (OpenAI API reference, "Chat completions"). */
@Controller("/v1/chat/completions")
@ExecuteOn(TaskExecutors.BLOCKING)
class ChatController {
    /** As long as this an answer is held back, so that a failure still has a status of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ChatService chats;
    private final ExecutorService executor;

    ChatController(ChatService chats, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.chats = chats;
        this.executor = executor;
    }

    @Post
    @RequiredScope("models:infer")
    HttpResponse<?> create(
            ServerHttpRequest<?> request, @Body JsonNode body, @Header(IdempotencyKeys.HEADER) @Nullable String key) {
        var call = chats.open(ChatRequestReader.read(body));
        return call.request().stream() ? stream(request, call, key) : complete(request, call, key);
    }

    private HttpResponse<?> complete(ServerHttpRequest<?> request, ChatCall call, @Nullable String key) {
        var generation = new Generation(piece -> {});
        try (var watch = CallerConnection.watch(request, generation::cancel)) {
            var completion = chats.complete(call, key, generation);
            return HttpResponse.ok(completion)
                    .header(DecisionHeader.NAME, completion.decisionId().toString());
        }
    }

    private HttpResponse<?> stream(ServerHttpRequest<?> request, ChatCall call, @Nullable String key) {
        var stream = chats.stream(call, key);
        try (var watch = CallerConnection.watch(request, stream::close)) {
            stream.awaitBegin(PATIENCE);
        }
        var body = InputStreamByteBody.create(stream, OptionalLong.empty(), executor, request.byteBodyFactory());
        return HttpResponse.ok(body)
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-cache")
                .header(DecisionHeader.NAME, call.decisionId().toString());
    }
}

package io.candor.modelruntime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.generation.BrokenEngine;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestTokens;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@MicronautTest(transactional = false)
class ChatStreamingTest extends OpenAiTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String BODY =
            "{\"model\":\"parrot\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]}";

    @Test
    void textComesAsChunksAndUsageInTheLast() {
        engine.play(ScriptedEngine.saying("Hello", " there"));

        var response = send(
                chat(UUID.randomUUID(), BODY.replace("true,", "true,\"stream_options\":{\"include_usage\":true},")),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
        var events = response.body().split("\n\n");
        assertThat(events).hasSize(6).allMatch(event -> event.startsWith("data: "));
        assertThat(events[5]).isEqualTo("data: [DONE]");
        var chunks = List.of(events).subList(0, 5).stream()
                .map(ChatStreamingTest::chunk)
                .toList();
        assertThat(chunks)
                .allMatch(chunk -> chunk.path("object").asText().equals("chat.completion.chunk")
                        && chunk.path("id").equals(chunks.getFirst().path("id"))
                        && chunk.path("model").asText().equals("parrot")
                        && chunk.has("usage"));
        assertThat(chunks.getFirst().path("choices")).isEqualTo(read("""
                [{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]
                """));
        assertThat(chunks.get(1).path("choices").path(0).path("delta")).isEqualTo(read("{\"content\":\"Hello\"}"));
        assertThat(chunks.get(2).path("choices").path(0).path("delta")).isEqualTo(read("{\"content\":\" there\"}"));
        assertThat(chunks.get(3).path("choices")).isEqualTo(read("""
                [{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]
                """));
        assertThat(response.headers().firstValue("Candor-Decision-Id"))
                .contains(chunks.get(3).path("decision_id").asText());
        assertThat(chunks.get(4).path("choices").toString()).isEqualTo("[]");
        assertThat(chunks.get(4).path("usage"))
                .isEqualTo(read("{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}"));
    }

    @Test
    void aChunkReachesTheCallerBeforeTheNextIsGenerated() throws Exception {
        var seen = new CountDownLatch(1);
        var caller = UUID.randomUUID();
        engine.play((prompt, sink) -> {
            sink.text("one");
            await(seen);
            sink.text("two");
            return new ChatResult("stop", 7, 2, false, "scripted");
        });

        var response = send(chat(caller, BODY, "Accept-Encoding", "gzip"), HttpResponse.BodyHandlers.ofInputStream());

        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("\"role\":\"assistant\"");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).contains("\"content\":\"one\"");
            assertThat(events(caller, "decision")).isEmpty();
            seen.countDown();
            assertThat(lines.lines().toList()).last().isEqualTo("");
        }
        assertThat(events(caller, "decision").getFirst().path("id").asText())
                .isEqualTo(response.headers().firstValue("Candor-Decision-Id").orElseThrow());
        assertThat(events(caller, "usage")).hasSize(2);
    }

    @Test
    void failureBeforeTheFirstChunkHasAStatusOfItsOwn() {
        var caller = UUID.randomUUID();
        engine.play((prompt, sink) -> {
            throw BrokenEngine.failure(null);
        });

        var failed = send(chat(caller, BODY));

        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.error().path("code").asText()).isEqualTo("engine_failed");
        assertThat(events(caller, "decision")).isEmpty();
    }

    @Test
    void failureInTheMidstIsAnEvent() {
        var caller = UUID.randomUUID();
        engine.play((prompt, sink) -> {
            sink.text("Hel");
            throw BrokenEngine.failure(new ChatResult("stop", 7, 1, false, "scripted"));
        });

        var response = send(chat(caller, BODY), HttpResponse.BodyHandlers.ofString());

        var events = response.body().split("\n\n");
        assertThat(events).hasSize(3);
        var failure = chunk(events[2]);
        assertThat(failure.path("type").asText()).isEqualTo("urn:candor:problem:engine-failed");
        assertThat(failure.path("error").path("message").asText()).isEqualTo("The engine broke off");
        assertThat(failure.path("error").path("type").asText()).isEqualTo("server_error");
        assertThat(failure.path("request_id").asText()).isNotEmpty();
        assertThat(events(caller, "usage")).hasSize(2);
    }

    @Test
    void callerThatLeavesAStreamEndsItAndPaysOnceForWhatWasGenerated() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        engine.play((prompt, sink) -> {
            sink.text("one");
            return untilCancelled(sink, ended, 1);
        });
        var caller = UUID.randomUUID();

        try (var connection = connect(caller, BODY)) {
            awaitText(connection, "\"content\":\"one\"");
        }

        assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        assertBilledOnce(caller);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callerThatLeavesBeforeTheFirstChunkEndsTheGenerationAndPaysNothing(boolean stream) throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<Boolean>();
        engine.play((prompt, sink) -> {
            begun.countDown();
            return untilCancelled(sink, ended, 0);
        });
        var caller = UUID.randomUUID();

        try (var connection = connect(caller, BODY.replace("true", String.valueOf(stream)))) {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ended).isNotDone();
        }

        assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(post(caller, "/v1/embeddings", "{\"model\":\"minilm-l6-v2\",\"input\":\"x\"}")
                        .status())
                .isEqualTo(200);
        assertThat(events(caller, "decision"))
                .allMatch(record -> record.path("capability").asText().equals("embeddings"));
    }

    @Test
    void callerThatLeavesAWholeAnswerPaysOnceForWhatWasGenerated() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<Boolean>();
        engine.play((prompt, sink) -> {
            sink.text("one");
            begun.countDown();
            return untilCancelled(sink, ended, 1);
        });
        var caller = UUID.randomUUID();

        try (var connection = connect(caller, BODY.replace("true", "false"))) {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        assertBilledOnce(caller);
    }

    private void assertBilledOnce(UUID caller) {
        Eventually.assertThat(() -> events(caller, "decision"), records -> records.size() == 1);
        assertThat(events(caller, "decision")
                        .getFirst()
                        .path("summary")
                        .path("finish_reason")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(events(caller, "usage")).hasSize(2);
    }

    private static ChatResult untilCancelled(ChatSink sink, CompletableFuture<Boolean> ended, int tokens) {
        while (!sink.isCancelled()) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        ended.complete(true);
        return new ChatResult("cancelled", 7, tokens, false, "scripted");
    }

    private HttpRequest chat(UUID caller, String body, String... headers) {
        var request = request(caller, PATH)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    private Socket connect(UUID caller, String body) throws IOException {
        var socket = new Socket("127.0.0.1", server.getPort());
        socket.getOutputStream()
                .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\nX-Candor-Internal-Token: "
                                + TestTokens.of(caller, "models:infer") + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitText(Socket connection, String text) throws IOException {
        var received = new StringBuilder();
        while (received.indexOf(text) < 0) {
            received.append((char) connection.getInputStream().read());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let this go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode chunk(String event) {
        return read(event.substring("data: ".length()));
    }
}

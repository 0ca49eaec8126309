package io.candor.modelruntime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.generation.BrokenEngine;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.decision.Digests;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class ChatControllerTest extends OpenAiTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String BODY =
            "{\"model\":\"parrot\",\"user\":\"p-7\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]}";

    @Test
    void answerIsACompletion() {
        engine.play(ScriptedEngine.saying("Hello", " there", "!"));

        var answer = post(PATH, BODY);

        assertThat(answer.status()).isEqualTo(200);
        var body = answer.body();
        assertThat(body.path("id").asText()).startsWith("chatcmpl-");
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("created").asLong()).isPositive();
        assertThat(body.path("model").asText()).isEqualTo("parrot");
        assertThat(body.path("system_fingerprint").asText()).isEqualTo("fp_abababababab");
        assertThat(body.path("choices")).isEqualTo(read("""
                        [{"index":0,"message":{"role":"assistant","content":"Hello there!","refusal":null},
                          "logprobs":null,"finish_reason":"stop"}]
                        """));
        assertThat(body.path("usage"))
                .isEqualTo(read("{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}"));
        assertThat(answer.header("Candor-Decision-Id"))
                .isEqualTo(body.path("decision_id").asText());
    }

    @Test
    void promptReachesTheEngine() {
        var seen = new AtomicReference<ChatPrompt>();
        engine.play((prompt, sink) -> {
            seen.set(prompt);
            return new ChatResult("length", 2, 0, false, "scripted");
        });

        var answer = post(PATH, BODY.replace("\"user\":\"p-7\"", "\"max_tokens\":5,\"stop\":\"x\""));

        assertThat(answer.body().path("choices").path(0).path("finish_reason").asText())
                .isEqualTo("length");
        assertThat(seen.get().maxTokens()).isEqualTo(5);
        assertThat(seen.get().stop()).containsExactly("x");
    }

    @Test
    void recordAndUsageAreWrittenTogetherWithoutThePayload() {
        engine.play(ScriptedEngine.saying("Hello", " there", "!"));
        var caller = UUID.randomUUID();

        var answer = post(caller, PATH, BODY).body();

        var records = events(caller, "decision");
        assertThat(records).hasSize(1);
        var record = records.getFirst();
        assertThat(record.path("id")).isEqualTo(answer.path("decision_id"));
        assertThat(record.path("app").asText()).isEqualTo("model-runtime");
        assertThat(record.path("capability").asText()).isEqualTo("chat");
        assertThat(record.path("subject_ref").asText()).isEqualTo(pseudonym(caller, "p-7"));
        assertThat(record.path("model"))
                .isEqualTo(
                        read("{\"name\":\"parrot\",\"version\":\"1\",\"sha256\":\"" + ScriptedEngine.SHA256 + "\"}"));
        assertThat(record.path("summary")).isEqualTo(read("""
                {"finish_reason":"stop","prompt_tokens":7,"completion_tokens":3,"tokens_estimated":false,
                 "engine":"scripted"}
                """));
        assertThat(record.toString()).doesNotContain("Say hello").doesNotContain("Hello there");
        var key = subjectKey(caller, "p-7");
        assertThat(record.path("input_digest").asText())
                .isEqualTo(Digests.salted(key, CanonicalJson.bytes(read(BODY))));
        assertThat(record.path("output_digest").asText())
                .isEqualTo(Digests.salted(
                        key, CanonicalJson.bytes(read("{\"role\":\"assistant\",\"content\":\"Hello there!\"}"))));
        assertThat(usage(caller)).isEqualTo(read("{\"runtime.chat.tokens-in\":7,\"runtime.chat.tokens-out\":3}"));
        assertThat(events(caller, "usage"))
                .allMatch(event -> event.path("decision_id").equals(record.path("id")));
    }

    @Test
    void repeatedKeyGivesTheFirstTextAndIsBilledOnce() {
        var caller = UUID.randomUUID();
        engine.play(ScriptedEngine.saying("first"));
        var first = post(caller, PATH, BODY, "Idempotency-Key", "k");
        engine.play(ScriptedEngine.saying("second"));

        var second = post(caller, PATH, BODY, "Idempotency-Key", "k");
        var stream =
                post(caller, PATH, BODY.replace("{\"model\"", "{\"stream\":true,\"model\""), "Idempotency-Key", "k");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events(caller, "decision")).hasSize(1);
        assertThat(events(caller, "usage")).hasSize(2);
        assertThat(stream.status()).isEqualTo(400);
        assertThat(stream.error().path("param").asText()).isEqualTo("Idempotency-Key");
    }

    @Test
    void failureBeforeAnyTextIsNeitherRecordedNorBilled() {
        var caller = UUID.randomUUID();
        engine.play((prompt, sink) -> {
            throw BrokenEngine.failure(null);
        });

        var failed = post(caller, PATH, BODY);

        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.error().path("type").asText()).isEqualTo("server_error");
        assertThat(failed.error().path("code").asText()).isEqualTo("engine_failed");
        assertThat(events(caller, "decision")).isEmpty();
        assertThat(events(caller, "usage")).isEmpty();
    }

    @Test
    void failureInTheMidstIsBilledForWhatWasGenerated() {
        var caller = UUID.randomUUID();
        engine.play((prompt, sink) -> {
            sink.text("Hel");
            throw BrokenEngine.failure(new ChatResult("stop", 7, 1, false, "scripted"));
        });

        var failed = post(caller, PATH, BODY, "Idempotency-Key", "k");

        assertThat(failed.status()).isEqualTo(502);
        assertThat(events(caller, "decision")
                        .getFirst()
                        .path("summary")
                        .path("finish_reason")
                        .asText())
                .isEqualTo("error");
        assertThat(usage(caller)).isEqualTo(read("{\"runtime.chat.tokens-in\":7,\"runtime.chat.tokens-out\":1}"));
    }

    @Test
    void refusalOfTheEngineKeepsItsStatus() {
        engine.play((prompt, sink) -> {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "model-overloaded",
                    "Too many",
                    java.util.List.of(),
                    java.time.Duration.ofSeconds(3));
        });

        var refused = post(PATH, BODY);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("3");
        assertThat(refused.error().path("type").asText()).isEqualTo("rate_limit_error");
    }

    @Test
    void modelThatIsNotThereSaysSo() {
        var unknown = post(PATH, BODY.replace("parrot", "gpt-9"));
        var mute = post(PATH, BODY.replace("parrot", "mute"));
        var encoder = post(PATH, BODY.replace("parrot", "minilm-l6-v2"));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error().path("code").asText()).isEqualTo("model_not_found");
        assertThat(encoder.status()).isEqualTo(404);
        assertThat(mute.status()).isEqualTo(503);
        assertThat(mute.error().path("message").asText()).isEqualTo("The weights are missing; pull them");
    }

    @Test
    void requestWithoutACanonicalFormIsRefused() {
        var refused = post(PATH, BODY.replace("\"user\":\"p-7\"", "\"metadata\":{\"a\":9007199254740993}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error().path("message").asText())
                .isEqualTo("body cannot be recorded: /metadata/a is an integer that a double cannot carry");
    }

    private JsonNode usage(UUID caller) {
        var sums = JSON.createObjectNode();
        events(caller, "usage")
                .forEach(event -> sums.put(
                        event.path("meter").asText(), event.path("quantity").asInt()));
        return sums;
    }
}

package io.candor.modelruntime.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.decision.Digests;
import io.candor.platform.testing.TestTokens;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
class EmbeddingControllerTest extends OpenAiTest {
    private static final String PATH = "/v1/embeddings";

    @Test
    void textsBecomeVectorsInTheirOrder() {
        var both = post(PATH, "{\"model\":\"minilm-l6-v2\",\"input\":[\"Where is my card?\",\"Good night\"]}");
        var alone = post(PATH, "{\"model\":\"minilm-l6-v2\",\"input\":\"Good night\",\"dimensions\":384}");

        assertThat(both.status()).isEqualTo(200);
        assertThat(both.body().path("object").asText()).isEqualTo("list");
        assertThat(both.body().path("model").asText()).isEqualTo("minilm-l6-v2");
        var data = both.body().path("data");
        assertThat(data).hasSize(2);
        var tokens = both.body().path("usage");
        assertThat(tokens.path("prompt_tokens").asInt())
                .isGreaterThan(5)
                .isEqualTo(tokens.path("total_tokens").asInt());
        assertThat(data.path(1).path("index").asInt()).isEqualTo(1);
        assertThat(data.path(1).path("object").asText()).isEqualTo("embedding");
        assertThat(data.path(1).path("embedding")).hasSize(384);
        assertThat(length(data.path(0).path("embedding"))).isEqualTo(1, within(1e-5));
        assertThat(alone.body().path("data").path(0).path("embedding"))
                .isEqualTo(data.path(1).path("embedding"));
    }

    @Test
    void base64HoldsTheSameVector() {
        var numbers = post(PATH, "{\"model\":\"bge-small-zh-v1.5\",\"input\":\"hello\"}")
                .body();
        var text = post(PATH, "{\"model\":\"bge-small-zh-v1.5\",\"input\":\"hello\",\"encoding_format\":\"base64\"}")
                .body();

        var bytes = Base64.getDecoder()
                .decode(text.path("data").path(0).path("embedding").asText());
        var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        var vector = numbers.path("data").path(0).path("embedding");
        assertThat(floats.remaining()).isEqualTo(512).isEqualTo(vector.size());
        for (var number : vector) {
            assertThat(floats.get()).isEqualTo((float) number.asDouble());
        }
    }

    @Test
    void moreTextsThanABatchHoldsAreEmbeddedToo() {
        var texts = IntStream.range(0, 70)
                .mapToObj(index -> "\"text " + index + "\"")
                .collect(Collectors.joining(",", "[", "]"));

        var answer = post(PATH, "{\"model\":\"minilm-l6-v2\",\"input\":" + texts + "}");

        assertThat(answer.body().path("data")).hasSize(70);
        assertThat(answer.body().path("data").path(69).path("index").asInt()).isEqualTo(69);
    }

    @Test
    void callIsRecordedWithoutItsPayload() {
        var caller = UUID.randomUUID();
        var request = "{\"model\":\"minilm-l6-v2\",\"input\":\"pay my bill\",\"user\":\"p-7\"}";

        var answer = post(caller, PATH, request);

        var records = events(caller, "decision");
        assertThat(records).hasSize(1);
        var record = records.getFirst();
        assertThat(record.path("id")).isEqualTo(answer.body().path("decision_id"));
        assertThat(answer.header("Candor-Decision-Id"))
                .isEqualTo(record.path("id").asText());
        assertThat(record.path("app").asText()).isEqualTo("model-runtime");
        assertThat(record.path("capability").asText()).isEqualTo("embeddings");
        assertThat(record.path("model").path("name").asText()).isEqualTo("minilm-l6-v2");
        assertThat(record.path("actor").asText()).isEqualTo("user:test");
        assertThat(record.path("subject_ref").asText()).isEqualTo(pseudonym(caller, "p-7"));
        assertThat(record.path("summary").path("texts").asInt()).isEqualTo(1);
        assertThat(record.toString()).doesNotContain("pay my bill");
        var usage = events(caller, "usage");
        assertThat(usage).hasSize(1);
        assertThat(usage.getFirst().path("meter").asText()).isEqualTo("runtime.embeddings.tokens-in");
        assertThat(usage.getFirst().path("quantity"))
                .isEqualTo(answer.body().path("usage").path("prompt_tokens"))
                .isEqualTo(record.path("summary").path("prompt_tokens"));
        assertThat(usage.getFirst().path("decision_id")).isEqualTo(record.path("id"));
        assertThat(record.path("input_digest").asText())
                .isEqualTo(Digests.salted(subjectKey(caller, "p-7"), CanonicalJson.bytes(read(request))));
    }

    @Test
    void repeatedKeyAnswersTheSameAndIsRecordedOnce() {
        var caller = UUID.randomUUID();
        var request = "{\"model\":\"minilm-l6-v2\",\"input\":\"again\"}";

        var first = post(caller, PATH, request, "Idempotency-Key", "k-1");
        var second = post(caller, PATH, request, "Idempotency-Key", "k-1");
        var other = post(caller, PATH, request.replace("again", "anew"), "Idempotency-Key", "k-1");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Candor-Decision-Id")).isEqualTo(first.header("Candor-Decision-Id"));
        assertThat(events(caller, "decision")).hasSize(1);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.error().path("code").asText()).isEqualTo("idempotency_key_reused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"minilm-l6-v2\"}|input|input is required",
                "{\"input\":\"x\"}|model|model is required",
                "{\"model\":\"minilm-l6-v2\",\"input\":[]}|input|input must hold 1 to 2048 strings",
                "{\"model\":\"minilm-l6-v2\",\"input\":\" \"}|input|input must not be blank",
                "{\"model\":\"minilm-l6-v2\",\"input\":[\"a\",\"\"]}|input[1]|input[1] must not be blank",
                "{\"model\":\"minilm-l6-v2\",\"input\":[1,2]}|input[0]|input[0] must be a string: arrays of tokens are not taken, send the text",
                "{\"model\":\"minilm-l6-v2\",\"input\":[[1,2]]}|input[0]|input[0] must be a string: arrays of tokens are not taken, send the text",
                "{\"model\":\"minilm-l6-v2\",\"input\":{}}|input|input must be a string",
                "{\"model\":\"minilm-l6-v2\",\"input\":\"a\",\"dimensions\":256}|dimensions|dimensions must be 384, the only length that minilm-l6-v2 has",
                "{\"model\":\"minilm-l6-v2\",\"input\":\"a\",\"encoding_format\":\"hex\"}|encoding_format|encoding_format must be float or base64",
                "{\"model\":\"minilm-l6-v2\",\"input\":\"a\",\"task\":\"x\"}|task|task is not a known field",
                "[]|body|body must be an object",
                "{\"model\":\"minilm-l6-v2\",\"input\":\"a\"|input|input is not valid JSON: Unexpected end-of-input: expected close marker for Object"
            })
    void badInputIsToldInBothWays(String body, String field, String message) {
        var refused = post(PATH, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body().path("errors").path(0).path("field").asText()).isEqualTo(field);
        assertThat(refused.error().path("param").asText()).isEqualTo(field);
        assertThat(refused.error().path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(refused.error().path("message").asText()).startsWith(message);
    }

    @Test
    void unknownModelIsNotFoundAndAScopeIsNeeded() {
        var unknown = post(PATH, "{\"model\":\"nothing\",\"input\":\"a\"}");
        var chat = post(PATH, "{\"model\":\"parrot\",\"input\":\"a\"}");
        var narrow = send(HttpRequest.newBuilder(server.getURI().resolve(PATH))
                .header("X-Candor-Internal-Token", TestTokens.of(tenant, "models:read"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error().path("code").asText()).isEqualTo("model_not_found");
        assertThat(chat.status()).isEqualTo(404);
        assertThat(narrow.status()).isEqualTo(403);
        assertThat(narrow.error().path("type").asText()).isEqualTo("permission_error");
    }

    private static double length(JsonNode vector) {
        var sum = 0.0;
        for (var value : vector) {
            sum += value.asDouble() * value.asDouble();
        }
        return Math.sqrt(sum);
    }
}

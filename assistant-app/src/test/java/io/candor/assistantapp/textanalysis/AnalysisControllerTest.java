package io.candor.assistantapp.textanalysis;

import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.candor.assistantapp.textanalysis.AssistantClient.Answer;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
class AnalysisControllerTest {
    private AssistantClient client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new AssistantClient(server.getURI());
    }

    @Test
    void textIsAnsweredWithWhatTheModelsSaid() {
        var answer = client.post(TENANT, "{\"text\":\"Please move 20 pounds to my savings\"}");

        assertThat(answer.status()).isEqualTo(201);
        var body = answer.body();
        assertThat(answer.response().headers().firstValue("Location"))
                .contains("/v1/assistant/analyses/" + body.path("id").asText());
        assertThat(body.path("language").path("code").asText()).isEqualTo("en");
        assertThat(body.path("intents")).hasSize(5);
        assertThat(body.path("intents").path(0).path("label").asText()).isEqualTo("transfer");
        assertThat(body.path("out_of_scope").path("flag").asBoolean()).isFalse();
        assertThat(body.path("sentiment").path("label").asText()).isEqualTo("negative");
        assertThat(body.path("emotions").findValuesAsText("label")).containsExactly("neutral", "anger");
        assertThat(body.path("model").path("sha256").asText()).isEqualTo(FakeModels.SHA256);
        assertThat(UUID.fromString(body.path("decision_id").asText()).version()).isEqualTo(7);
    }

    @Test
    void otherIntentSetAndOutOfScopeAreTold() {
        var answer = client.post(TENANT, "{\"text\":\"weather on Mars?\",\"intent_set\":\"banking77\"}");

        assertThat(answer.body().path("intents").findValuesAsText("label"))
                .containsExactly("card_swallowed", "card_arrival");
        assertThat(answer.body().path("out_of_scope").path("flag").asBoolean()).isTrue();
    }

    @Test
    void analysisIsFoundAgainAndListedNewestFirst() {
        var tenant = UUID.randomUUID();
        var first = client.post(tenant, "{\"text\":\"one\"}").body();
        var second = client.post(tenant, "{\"text\":\"two\"}").body();

        var found =
                client.get(tenant, "/v1/assistant/analyses/" + first.path("id").asText());
        var page = client.get(tenant, "/v1/assistant/analyses?limit=1").body();
        var rest = client.get(
                        tenant,
                        "/v1/assistant/analyses?limit=1&cursor="
                                + page.path("next_cursor").asText())
                .body();

        assertThat(found.body()).isEqualTo(first);
        assertThat(page.path("items").path(0)).isEqualTo(second);
        assertThat(rest.path("items").path(0)).isEqualTo(first);
        assertThat(rest.has("next_cursor")).isFalse();
    }

    @Test
    void sameIdempotencyKeyGivesTheSameAnswerAndAnotherBodyIsRefused() {
        var tenant = UUID.randomUUID();
        var first = client.post(tenant, "{\"text\":\"pay\"}", "Idempotency-Key", "k-1");
        var again = client.post(tenant, "{\"text\":\"pay\"}", "Idempotency-Key", "k-1");
        var other = client.post(tenant, "{\"text\":\"pay twice\"}", "Idempotency-Key", "k-1");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.type()).isEqualTo("idempotency-key-reused");
        assertThat(other.field()).isEqualTo("Idempotency-Key");
        assertThat(client.get(tenant, "/v1/assistant/analyses").body().path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"\"}|text",
                "{\"text\":\"  \\n\"}|text",
                "{}|text",
                "{\"text\":null}|text",
                "{\"text\":5}|text",
                "{\"text\":[\"a\"]}|text",
                "{\"text\":\"a\\u0000b\"}|text",
                "{\"text\":\"\\ud800\"}|text",
                "{\"text\":\"a\",\"text\":\"b\"}|text",
                "{\"text\":\"a\",\"txet\":\"b\"}|txet",
                "{\"text\":\"a\",\"language\":\"fr\"}|language",
                "{\"text\":\"a\",\"language\":0}|language",
                "{\"text\":\"a\",\"intent_set\":\"\"}|intent_set",
                "{\"text\":\"a\",\"subject_ref\":\"\"}|subject_ref",
                "{\"text\":\"a\",\"subject_ref\":{}}|subject_ref",
                "{\"text\":\"a\"|text",
                "{\"text\":\"a\"} x|body",
                "[]|body",
                "null|body",
                "``|body",
                "\"text\"|body",
            })
    void badInputIsAnsweredWithAProblemThatNamesTheField(String json, String field) {
        var answer = client.post(TENANT, json == null ? "" : json);

        assertProblem(answer, 400, "validation-failed");
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void longestTextIsTakenAndOneByteMoreIsRefused() {
        assertThat(client.post(TENANT, "{\"text\":\"" + "a".repeat(32_768) + "\"}")
                        .status())
                .isEqualTo(201);

        var refused = client.post(TENANT, "{\"text\":\"" + "a".repeat(32_769) + "\"}");

        assertProblem(refused, 400, "validation-failed");
        assertThat(refused.field()).isEqualTo("text");
        assertThat(client.post(TENANT, "{\"text\":\"" + "\u94f6".repeat(10_923) + "\"}")
                        .field())
                .isEqualTo("text");
    }

    @Test
    void brokenUtf8IsRefusedByName() {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"text\":\"caf".getBytes(StandardCharsets.US_ASCII));
        body.write(0xE9);
        body.writeBytes(" now\"}".getBytes(StandardCharsets.US_ASCII));

        var answer = client.post(TENANT, body.toByteArray(), "application/json");

        assertProblem(answer, 400, "validation-failed");
        assertThat(answer.field()).isEqualTo("text");
    }

    @Test
    void otherContentTypesAreRefused() {
        assertProblem(
                client.post(TENANT, "text=a".getBytes(StandardCharsets.US_ASCII), "text/plain"),
                415,
                "unsupported-media-type");
        assertProblem(
                client.post(TENANT, new byte[] {1, 2}, "application/x-www-form-urlencoded"),
                415,
                "unsupported-media-type");
    }

    @Test
    void unknownIdsAndMalformedParametersAreProblems() {
        assertProblem(client.get(TENANT, "/v1/assistant/analyses/" + UUID.randomUUID()), 404, "analysis-not-found");
        assertThat(client.get(TENANT, "/v1/assistant/analyses/abc").field()).isEqualTo("id");
        assertThat(client.get(TENANT, "/v1/assistant/analyses?limit=0").field()).isEqualTo("limit");
        assertThat(client.get(TENANT, "/v1/assistant/analyses?limit=x").field()).isEqualTo("limit");
        assertThat(client.get(TENANT, "/v1/assistant/analyses?cursor=%21").field())
                .isEqualTo("cursor");
        assertThat(client.get(TENANT, "/v1/assistant/analyses?cursor=YWJj").field())
                .isEqualTo("cursor");
        assertThat(client.get(TENANT, "/v1/assistant/nothing").status()).isEqualTo(404);
    }

    @Test
    void callerNeedsATokenWithTheScope() {
        var path = "/v1/assistant/analyses";
        var uri = client.request(path, TENANT).build().uri();
        var without = client.send(HttpRequest.newBuilder(uri).build());
        var wrongScope = client.send(HttpRequest.newBuilder(uri)
                .header("X-Candor-Internal-Token", TestTokens.of(TENANT, "usage:read"))
                .build());
        var service = client.send(HttpRequest.newBuilder(uri)
                .header("X-Candor-Internal-Token", TestTokens.ofService("audit-ledger", TENANT, "assistant:read"))
                .build());

        assertProblem(without, 401, "token-invalid");
        assertProblem(wrongScope, 403, "insufficient-scope");
        assertProblem(service, 401, "token-invalid");
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.type()).isEqualTo(type);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("request_id").asText()).isNotEmpty();
    }
}

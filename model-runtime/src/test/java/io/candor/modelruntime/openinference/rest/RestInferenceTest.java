package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.platform.testing.TestTokens;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
@Property(name = "micronaut.server.max-request-size", value = "1MB")
class RestInferenceTest extends RuntimeTest {
    private static final String READ = TestTokens.of(TestTokens.TENANT, "models:read");
    private static final String INFER = TestTokens.of(TestTokens.TENANT, "models:infer");
    private static final String BODY = """
            {"id":"42","inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["Where is my card?"]}],
             "outputs":[{"name":"tone"},{"name":"language"}]}
            """;

    private static final int LIMIT = 1 << 20;

    @Inject
    private EmbeddedServer server;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void anAnswerNamesWhatRanAndHoldsTheOutputsAskedFor() throws Exception {
        var answer = post("/v2/models/text-analysis/infer", INFER, BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = json.readTree(answer.body());
        assertThat(body.path("id").asText()).isEqualTo("42");
        assertThat(body.path("model_name").asText()).isEqualTo("text-analysis-en");
        assertThat(body.path("model_version").asText()).isEqualTo("1");
        assertThat(body.path("parameters").path("sha256").asText()).hasSize(64);
        var tone = body.path("outputs").path(0);
        assertThat(tone.path("name").asText()).isEqualTo("tone");
        assertThat(tone.path("datatype").asText()).isEqualTo("FP32");
        assertThat(tone.path("shape").toString()).isEqualTo("[1,4]");
        assertThat(tone.path("data").size()).isEqualTo(4);
        assertThat(body.path("outputs").path(1).toString())
                .isEqualTo("{\"name\":\"language\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"en\"]}");
    }

    @Test
    void aVersionCanBeAsked() throws Exception {
        assertThat(post("/v2/models/text-analysis/versions/1/infer", INFER, BODY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/v2/models/text-analysis/versions/2/infer", INFER, BODY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void healthIsOpenToAll() throws Exception {
        assertThat(get("/v2/health/live", null).body()).isEqualTo("{\"live\":true}");
        assertThat(get("/v2/health/ready", null).body()).isEqualTo("{\"ready\":true}");
        assertThat(get("/health/readiness", null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/"})
    void theServerIntroducesItself(String path) throws Exception {
        assertThat(get(path, READ).body())
                .isEqualTo("{\"name\":\"candor-model-runtime\",\"version\":\"0.1.0\","
                        + "\"extensions\":[\"binary_tensor_data\",\"model_repository\",\"statistics\","
                        + "\"schedule_policy\",\"parameters\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/tone-en", "/v2/models/tone-en/versions/1"})
    void metadataTellsWhatAModelTakesAndGives(String path) throws Exception {
        var metadata = json.readTree(get(path, READ).body());

        assertThat(metadata.path("name").asText()).isEqualTo("tone-en");
        assertThat(metadata.path("platform").asText()).isEqualTo("onnxruntime_onnx");
        assertThat(metadata.path("versions").toString()).isEqualTo("[\"1\"]");
        assertThat(metadata.path("inputs").toString())
                .isEqualTo("[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[-1]}]");
        assertThat(metadata.path("outputs").path(0).path("shape").toString()).isEqualTo("[-1,4]");
        assertThat(metadata.path("parameters").path("threshold.tone_oos").asText())
                .isEqualTo("0.625");
    }

    @Test
    void readinessOfAModelIsToldOrItIsNotFound() throws Exception {
        assertThat(get("/v2/models/tone-en/ready", READ).body()).isEqualTo("{\"name\":\"tone-en\",\"ready\":true}");
        assertThat(get("/v2/models/tone-en/versions/1/ready", READ).statusCode())
                .isEqualTo(200);
        assertThat(get("/v2/models/mood/ready", READ).statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTokenOrScopeNothingIsAnswered() throws Exception {
        assertThat(post("/v2/models/text-analysis/infer", null, BODY).statusCode())
                .isEqualTo(401);
        assertThat(post("/v2/models/text-analysis/infer", READ, BODY).statusCode())
                .isEqualTo(403);
        assertThat(get("/v2/models/tone-en", INFER).statusCode()).isEqualTo(403);
        assertThat(get("/v2", null).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "shape":[1]              | "shape":[2]         | text    | text: 1 values came, 2 are expected for the shape [2]
            "datatype":"BYTES"       | "datatype":"FP32"   | text[0] | text[0]: a string came, a number is expected for FP32
            "datatype":"BYTES"       | "datatype":"TEXT"   | text    | text: datatype TEXT came, one of [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES, BF16] is expected
            "name":"text"            | "name":"image"      | inputs  | inputs: tensor image came, only text is expected
            "Where is my card?"      | 7                   | text[0] | text[0]: 7 came, a string is expected for BYTES
            ["Where is my card?"]    | "Where"             | text    | text: a string came as data, an array is expected
            "Where is my card?"      | "Wo ist meine Karte geblieben?" | text | text: language "de" is not supported; supported: en, zh
            "name":"tone"            | "name":"mood"       | outputs | outputs: model text-analysis-en has no output mood; it has [language, language_confidence, tone, tone_oos, topic, topic_oos]
            "shape":[1],             | ''                  | inputs[0].shape | inputs[0].shape is required
            "inputs"                 | "imputs"            | inputs  | inputs is required
            """)
    void whatIsWrongIsNamed(String right, String wrong, String field, String detail) throws Exception {
        var refused = post("/v2/models/text-analysis/infer", INFER, BODY.replace(right, wrong == null ? "" : wrong));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = json.readTree(refused.body());
        assertThat(problem.path("detail").asText()).isEqualTo(detail);
        assertThat(problem.path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void theLanguageParameterReplacesDetection() throws Exception {
        var german = BODY.replace("Where is my card?", "Wo ist meine Karte geblieben?")
                .replace("\"id\":\"42\"", "\"parameters\":{\"language\":\"en\"}");

        assertThat(post("/v2/models/text-analysis/infer", INFER, german).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2",
                "/v2/health/live",
                "/v2/health/ready",
                "/v2/models/tone-en",
                "/v2/models/tone-en/ready",
                "/v2/models/tone-en/versions/1",
                "/v2/models/tone-en/versions/1/ready"
            })
    void aSlashMayEndAnyPath(String path) throws Exception {
        assertThat(get(path, READ).statusCode()).isEqualTo(200);
        assertThat(get(path + "/", READ).statusCode()).isEqualTo(200);
        assertThat(post("/v2/models/text-analysis/infer/", INFER, BODY).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /v2/models/tone-en,             none,  application/json, 401",
        "POST, /v2/models/tone-en/infer,       none,  application/json, 401",
        "POST, /v2/models/tone-en/infer,       read,  application/json, 403",
        "GET,  /v2/models/mood,                read,  application/json, 404",
        "POST, /v2/models/mood/infer,          infer, application/json, 404",
        "GET,  /v2/nothing,                    read,  application/json, 404",
        "GET,  /v2/models/tone-en/infer,       infer, application/json, 405",
        "POST, /v2/models/tone-en/infer,       infer, text/plain,       415",
        "POST, /v2/models/tone-en/infer,       infer, application/x-www-form-urlencoded, 415",
        "POST, /v2/models/tone-en/infer,       large, application/json, 413"
    })
    void everyErrorIsAProblemThatAlsoCarriesItsTextAsError(
            String method, String path, String token, String type, int status) throws Exception {
        var body = token.equals("large") ? BODY + " ".repeat(LIMIT) : BODY;
        var refused = send(request(
                        path,
                        switch (token) {
                            case "none" -> null;
                            case "read" -> READ;
                            default -> INFER;
                        })
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : body)));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = json.readTree(refused.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("error").asText())
                .isNotEmpty()
                .isEqualTo(problem.path("detail").asText());
    }

    @Test
    void textsMayComeAndAnswersGoAsBinaryData() throws Exception {
        var text = "Where is my card?".getBytes(StandardCharsets.UTF_8);
        var head = """
                {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":%d}}],
                 "outputs":[{"name":"language","parameters":{"binary_data":false}},{"name":"tone"}],
                 "parameters":{"binary_data_output":true}}""".formatted(Integer.BYTES + text.length);
        var body = new ByteArrayOutputStream();
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(new byte[] {(byte) text.length, 0, 0, 0});
        body.write(text);

        var answer = client.send(
                request("/v2/models/text-analysis/infer", INFER)
                        .header("Content-Type", "application/octet-stream")
                        .header("Inference-Header-Content-Length", String.valueOf(head.length()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        var length = Integer.parseInt(
                answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        assertThat(answer.body()).hasSize(length + 4 * Float.BYTES);
        var outputs = json.readTree(answer.body(), 0, length).path("outputs");
        assertThat(outputs.path(0).path("data").path(0).asText()).isEqualTo("en");
        assertThat(outputs.path(1).toString())
                .isEqualTo(
                        "{\"name\":\"tone\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}");
        var asJson = json.readTree(
                post("/v2/models/text-analysis/infer", INFER, BODY).body());
        assertThat(ByteBuffer.wrap(answer.body(), length, 16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat())
                .isEqualTo(asJson.path("outputs").path(0).path("data").path(0).floatValue());
    }

    @Test
    void aRequestNeedsNoContentType() throws Exception {
        var answer =
                send(request("/v2/models/text-analysis/infer", INFER).POST(HttpRequest.BodyPublishers.ofString(BODY)));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aCompressedRequestIsRead() throws Exception {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(BODY.getBytes(StandardCharsets.UTF_8));
        }

        var answer = send(request("/v2/models/text-analysis/infer", INFER)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray())));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotCompressedAsItSaysIsRefused() throws Exception {
        var refused = send(request("/v2/models/text-analysis/infer", INFER)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(BODY)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json.readTree(refused.body()).path("error").asText())
                .isEqualTo("Content-Encoding is not how the body is compressed");
    }

    @Test
    void whatGrowsTooLargeIsRefused() throws Exception {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(BODY.concat(" ".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(compressed.size()).isLessThan(LIMIT / 100);

        var refused = send(request("/v2/models/text-analysis/infer", INFER)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray())));

        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void whatIsNotJsonIsRefused() throws Exception {
        var broken = post("/v2/models/text-analysis/infer", INFER, "{\"inputs\":");
        JsonNode problem = json.readTree(broken.body());

        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(problem.path("type").asText()).isEqualTo("urn:candor:problem:validation-failed");
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        return send(request(path, token).GET());
    }

    private HttpResponse<String> post(String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(server.getURI().resolve(path));
        return token == null ? request : request.header("X-Candor-Internal-Token", token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package io.candor.modelruntime.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
class RestInferenceTest extends RuntimeTest {
    private static final String READ = TestTokens.of(TestTokens.TENANT, "models:read");
    private static final String INFER = TestTokens.of(TestTokens.TENANT, "models:infer");
    private static final String BODY = """
            {"id":"42","inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["Where is my card?"]}],
             "outputs":[{"name":"tone"},{"name":"language"}]}
            """;

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
                .isEqualTo("{\"name\":\"candor-model-runtime\",\"version\":\"0.1.0\",\"extensions\":[]}");
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
            "datatype":"BYTES"       | "datatype":"FP32"   | text    | text: datatype FP32 came, BYTES is expected
            "name":"text"            | "name":"image"      | inputs  | inputs: tensor image came, only text is expected
            "Where is my card?"      | 7                   | text[0] | text[0]: must be a string
            ["Where is my card?"]    | "Where"             | text    | text: data must be an array
            "Where is my card?"      | "Wo ist meine Karte geblieben?" | text | text: language "de" is not supported; supported: en, zh
            "name":"tone"            | "name":"mood"       | outputs | outputs: model text-analysis-en has no output mood; it has [language, language_confidence, tone, tone_oos, topic, topic_oos]
            "shape":[1],             | ''                  | inputs[0].shape | inputs[0].shape must not be empty
            "inputs"                 | "imputs"            | imputs  | imputs is not a known field
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

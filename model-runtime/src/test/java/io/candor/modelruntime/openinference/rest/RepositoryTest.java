package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.fixture.ProtocolModels;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The repository, statistics and releases over REST, by tenants and by the platform's operator. */
@MicronautTest(transactional = false)
class RepositoryTest extends RuntimeTest {
    private static final String BODY =
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}";

    @Inject
    private EmbeddedServer server;

    private RestClient owner;
    private RestClient stranger;
    private RestClient operator;

    @Override
    protected TestRepository repository() {
        return ProtocolModels.repository();
    }

    @BeforeAll
    void connect() {
        owner = RestClient.of(server, "models:infer", "models:read", "models:manage");
        stranger = RestClient.withToken(
                server, TestTokens.of(TestTokens.OTHER_TENANT, "models:infer", "models:read", "models:manage"));
        operator = RestClient.withToken(
                server,
                TestTokens.issuedBy(
                        "operator", new TenantContext(null, "service:operator", Set.of("platform:admin"), "", "r-1")));
    }

    @Test
    void theIndexTellsEveryVersionAndWhyOneIsNotReady() throws Exception {
        var index = RestClient.json(owner.post("/v2/repository/index", ""));

        assertThat(entry(index, "factor", "1").path("state").asText()).isEqualTo("READY");
        assertThat(entry(index, "factor", "2").path("reason").asText()).isEmpty();
        assertThat(entry(index, "broken", "1").path("state").asText()).isEqualTo("UNAVAILABLE");
        assertThat(entry(index, "broken", "1").path("reason").asText()).isNotEmpty();
        assertThat(entry(index, "own", "1").path("state").asText()).isEqualTo("READY");
    }

    @Test
    void theIndexTellsOnlyWhatIsReadyWhenAsked() throws Exception {
        var index = RestClient.json(owner.post("/v2/repository/index", "{\"ready\":true}"));

        assertThat(index)
                .isNotEmpty()
                .allMatch(entry -> entry.path("state").asText().equals("READY"));
    }

    @Test
    void aModelThatCannotBeLoadedIsUnavailable() throws Exception {
        assertThat(owner.get("/v2/models/broken/ready").statusCode()).isEqualTo(503);
        assertThat(owner.get("/v2/models/broken").statusCode()).isEqualTo(503);
        assertThat(owner.post("/v2/models/broken/infer", BODY).statusCode()).isEqualTo(503);
        assertThat(operator.post("/v2/repository/models/broken/load", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTenantManagesItsOwnModelsAndNobodyElseSeesThem() throws Exception {
        assertThat(owner.post("/v2/models/own/infer", BODY).statusCode()).isEqualTo(200);
        assertThat(owner.post("/v2/repository/models/own/unload", "{\"parameters\":{\"unload_dependents\":false}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(owner.post("/v2/models/own/infer", BODY).statusCode()).isIn(404, 503);
        assertThat(owner.post("/v2/repository/models/own/load", "{}").statusCode())
                .isEqualTo(200);
        assertThat(owner.post("/v2/models/own/infer", BODY).statusCode()).isEqualTo(200);

        assertThat(entry(RestClient.json(stranger.post("/v2/repository/index", "")), "own", "1")
                        .isMissingNode())
                .isTrue();
        for (var path : new String[] {"/v2/repository/models/own/load", "/v2/repository/models/own/unload"}) {
            assertThat(stranger.post(path, "").statusCode()).isEqualTo(404);
        }
        assertThat(stranger.get("/v2/models/own/stats").statusCode()).isEqualTo(404);
        assertThat(stranger.get("/v2/models/own/release").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyTheOperatorManagesThePlatformsModels() throws Exception {
        for (var action : new String[] {"unload", "load"}) {
            var path = "/v2/repository/models/identity-fp64/" + action;
            assertThat(owner.post(path, "").statusCode()).isEqualTo(404);
            assertThat(operator.post(path, "").statusCode()).isEqualTo(200);
        }
        assertThat(owner.get("/v2/models/identity-fp64/ready").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v2/repository/index             | {"ready":"yes"} | ready must be a boolean
            /v2/repository/models/own/load   | {"parameters":{"config":"{}"}} | parameters.config: is not supported: a model is loaded as its folder says
            /v2/repository/models/own/load   | {"parameters":{"file:1/model.onnx":"AA=="}} | parameters.file:1/model.onnx: is not supported: a model is loaded as its folder says
            /v2/repository/models/own/unload | {"parameters":{"unload_dependents":true}} | parameters.unload_dependents: true came, false is expected: a model is unloaded alone
            """)
    void whatIsNotSupportedIsNamed(String path, String body, String expected) throws Exception {
        var refused = owner.post(path, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(RestClient.json(refused).path("error").asText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/repository/index, models:infer",
        "POST, /v2/repository/models/own/load, models:read",
        "POST, /v2/repository/models/own/unload, models:read",
        "GET, /v2/models/stats, models:infer",
        "GET, /v2/models/own/release, models:infer",
        "PUT, /v2/models/own/release, models:read",
        "GET, /v2/models/own/release/report, models:infer"
    })
    void withoutTheScopeNothingIsDone(String method, String path, String scope) throws Exception {
        assertThat(RestClient.of(server, scope)
                        .send(method, path, method.equals("GET") ? "" : "{}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void statisticsCountRowsRunsAndWhereTimeWent() throws Exception {
        var before = statistics("/v2/models/factor/versions/1/stats");
        var two = BODY.replace("[1,2],\"datatype\"", "[2,2],\"datatype\"")
                .replace("\"data\":[1,2]", "\"data\":[1,2,3,4]");
        assertThat(owner.post("/v2/models/factor/versions/1/infer", two).statusCode())
                .isEqualTo(200);
        var after = statistics("/v2/models/factor/versions/1/stats");

        assertThat(count(after, "inference_count") - count(before, "inference_count"))
                .isEqualTo(2);
        assertThat(count(after, "execution_count") - count(before, "execution_count"))
                .isEqualTo(1);
        assertThat(after.path("last_inference").asLong()).isPositive();
        var stats = after.path("inference_stats");
        for (var part : new String[] {"success", "queue", "compute_input", "compute_infer", "compute_output"}) {
            assertThat(stats.path(part).path("count").asLong()).isPositive();
            assertThat(stats.path(part).path("ns").asLong()).isPositive();
        }
        assertThat(stats.path("cache_hit").path("count").asInt(-1)).isZero();
        assertThat(after.path("batch_stats").findValuesAsText("batch_size")).contains("2");
        assertThat(after.path("memory_usage").path(0).path("byte_size").asLong())
                .isPositive();
    }

    @Test
    void statisticsOfAllModelsLeaveOutThoseOfOthers() throws Exception {
        var mine = RestClient.json(owner.get("/v2/models/stats"))
                .path("model_stats")
                .findValuesAsText("name");
        var theirs = RestClient.json(stranger.get("/v2/models/stats"))
                .path("model_stats")
                .findValuesAsText("name");

        assertThat(mine).contains("factor", "own");
        assertThat(theirs).contains("factor").doesNotContain("own");
    }

    @Test
    void aReleaseDecidesWhoAnswers() throws Exception {
        var path = "/v2/models/factor/release";
        assertThat(first(owner.post("/v2/models/factor/infer", BODY).body())).isEqualTo(3);

        var changed = operator.send(
                "PUT", path, "{\"production\":\"1\",\"candidate\":\"2\",\"canary_percent\":100,\"shadow\":false}");

        assertThat(RestClient.json(changed).toString())
                .isEqualTo("{\"production\":\"1\",\"candidate\":\"2\",\"canary_percent\":100,\"shadow\":false}");
        assertThat(first(owner.post("/v2/models/factor/infer", BODY).body())).isEqualTo(3);
        assertThat(first(owner.post("/v2/models/factor/versions/production/infer", BODY)
                        .body()))
                .isEqualTo(2);
        assertThat(first(owner.post("/v2/models/factor/versions/candidate/infer", BODY)
                        .body()))
                .isEqualTo(3);
        var report = owner.get(path + "/report");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(RestClient.json(report)
                        .path("candidate_traffic")
                        .path("requests")
                        .asLong())
                .isPositive();

        operator.send("PUT", path, "{}");
        assertThat(RestClient.json(owner.get(path)).toString()).isEqualTo("{\"canary_percent\":0,\"shadow\":false}");
    }

    @Test
    void aWrongReleaseIsRefused() throws Exception {
        var path = "/v2/models/factor/release";

        assertThat(detail(operator.send("PUT", path, "{\"production\":\"9\"}")))
                .isEqualTo("production: version 9 of factor is not ready");
        assertThat(detail(operator.send("PUT", path, "{\"canary_percent\":5}")))
                .isEqualTo("candidate: is needed for a canary and for shadow traffic");
        assertThat(detail(operator.send("PUT", path, "{\"canary\":5}"))).isEqualTo("canary is not a known field");
        assertThat(owner.send("PUT", path, "{}").statusCode()).isEqualTo(404);
        assertThat(owner.get("/v2/models/own/release/report").statusCode()).isEqualTo(404);
    }

    private JsonNode statistics(String path) throws Exception {
        return RestClient.json(owner.get(path)).path("model_stats").path(0);
    }

    private static long count(JsonNode statistics, String name) {
        return statistics.path(name).asLong();
    }

    private static String detail(java.net.http.HttpResponse<byte[]> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(400);
        return RestClient.json(response).path("detail").asText();
    }

    private static double first(byte[] answer) throws IOException {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(answer)
                .path("outputs")
                .path(0)
                .path("data")
                .path(0)
                .asDouble();
    }

    private static JsonNode entry(JsonNode index, String name, String version) {
        for (var entry : index) {
            if (entry.path("name").asText().equals(name)
                    && entry.path("version").asText().equals(version)) {
                return entry;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}

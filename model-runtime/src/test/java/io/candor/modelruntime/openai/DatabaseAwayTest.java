package io.candor.modelruntime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nothing listens where the database is said to be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@MicronautTest(transactional = false)
class DatabaseAwayTest implements TestPropertyProvider {
    @Inject
    private EmbeddedServer server;

    @Override
    public Map<String, String> getProperties() {
        return Map.of(
                "candor.models",
                TestRepository.empty().encoders().root().toString(),
                "candor.grpc.port",
                "0",
                ScriptedEngine.ENABLED,
                "true");
    }

    @Test
    void whatIsNotRecordedIsServed() throws Exception {
        assertThat(send("GET", "/health", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/health/readiness", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/v2/health/ready", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/v1/models", null).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/v2/models/minilm-l6-v2/infer", """
                        {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["Where is my card?"]}]}
                        """).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsRecordedIsRefused() throws Exception {
        for (var call : Map.of(
                        "/v1/embeddings",
                        "{\"model\":\"minilm-l6-v2\",\"input\":\"Where is my card?\"}",
                        "/v1/chat/completions",
                        "{\"model\":\"parrot\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .entrySet()) {
            var refused = send("POST", call.getKey(), call.getValue());

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("2");
            var problem = new ObjectMapper().readTree(refused.body());
            assertThat(problem.path("type").asText()).isEqualTo("urn:candor:problem:records-unavailable");
            assertThat(problem.path("error").path("code").asText()).isEqualTo("records_unavailable");
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.getURI().resolve(path))
                .header("X-Candor-Internal-Token", TestTokens.of(TestTokens.TENANT, "models:read", "models:infer"))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}

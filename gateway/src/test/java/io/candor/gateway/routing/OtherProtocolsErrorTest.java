package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.platform.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway itself refuses can be read by the clients of the other protocols that it carries. */
class OtherProtocolsErrorTest {
    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/embeddings", "/v1/chat/completions"})
    void openAisClientReadsWhyItsKeyIsRefused(String path) {
        try (var gateway = RunningGateway.start()) {
            var refused = gateway.send(gateway.anonymous(path).header("Authorization", "Bearer nonsense"));

            var problem = RunningGateway.problem(refused);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(problem.path("error").path("message")).isEqualTo(problem.path("detail"));
            assertThat(problem.path("error").path("type").asText()).isEqualTo("authentication_error");
            assertThat(problem.path("error").path("code").asText()).isEqualTo("invalid_api_key");
            assertThat(problem.path("error").has("param")).isTrue();
        }
    }

    @Test
    void whatIsRoutedGoesToTheRuntime() {
        try (var gateway = RunningGateway.start()) {
            gateway.runtime().answerWith(200, "application/json", "{}");

            assertThat(gateway.send(gateway.request("/v1/models/minilm")).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.runtime().last().target()).isEqualTo("/v1/models/minilm");
        }
    }

    @Test
    void runtimeThatIsAwayIsToldInBothProtocols() {
        var nobody = Map.<String, Object>of("candor.routing.upstreams.model-runtime", URI.create("http://127.0.0.1:1"));
        try (var gateway = RunningGateway.start(nobody)) {
            var chat = gateway.send(gateway.request("/v1/chat/completions"));
            var infer = gateway.send(gateway.request("/v2/models/m/infer"));
            var other = gateway.send(gateway.anonymous("/v1/assistant/analyses"));

            assertThat(chat.statusCode()).isEqualTo(502);
            assertThat(error(chat).path("type").asText()).isEqualTo("server_error");
            assertThat(infer.statusCode()).isEqualTo(502);
            assertThat(error(infer).asText()).isEqualTo("The service cannot be reached now");
            assertThat(RunningGateway.problem(other).has("error")).isFalse();
        }
    }

    @Test
    void limitIsToldAsOpenAiDoes() {
        try (var gateway = RunningGateway.start()) {
            gateway.tenantService().knowKey(RunningGateway.KEY, TestTokens.TENANT, 1, 1);
            gateway.send(gateway.request("/v1/models"));

            var response = gateway.send(gateway.request("/v1/models"));

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(error(response).path("code").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static JsonNode error(HttpResponse<String> response) {
        return RunningGateway.problem(response).path("error");
    }
}

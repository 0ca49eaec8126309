package io.candor.modelruntime.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.inference.InferRequest;
import io.candor.platform.inference.ModelClient;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestTokens;
import io.candor.platform.web.ProblemException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform's own client, over gRPC, against the running runtime. */
@MicronautTest(transactional = false)
class ModelClientTest extends RuntimeTest {
    private static final TenantContext CALLER =
            TenantContext.ofService("assistant-app", TestTokens.TENANT, "request-1");
    private static final String TEXT = "Where is my card?";

    @Inject
    private EmbeddedServer server;

    @Inject
    private ModelClient client;

    @Test
    void anAppGetsItsTensorsAndTheModelThatRan() {
        var request =
                new InferRequest("text-analysis", List.of(TEXT), Map.of("language", "en"), List.of("tone", "language"));

        var response = CALLER.call(() -> client.infer(request));

        assertThat(response.modelName()).isEqualTo("text-analysis-en");
        assertThat(response.modelVersion()).isEqualTo("1");
        assertThat(response.modelSha256()).hasSize(64);
        assertThat(response.outputs()).containsOnlyKeys("tone", "language");
        assertThat(response.texts("language").values()).containsExactly("en");
        assertThat(response.floats("tone").shape()).containsExactly(1L, 4L);
    }

    @Test
    void theLabelsOfTheModelThatRanCanBeRead() {
        var metadata = CALLER.call(() -> client.metadata("text-analysis-en"));

        assertThat(metadata.properties())
                .containsEntry("threshold.tone_oos", "0.625")
                .containsKey("labels.topic");
    }

    @Test
    void aRefusedInputIsAProblemThatTheAppCanPassOn() {
        var request = new InferRequest("text-analysis", List.of("Où est ma carte bancaire ?"), Map.of(), List.of());

        var refused = catchThrowableOfType(ProblemException.class, () -> CALLER.run(() -> client.infer(request)));

        assertThat(refused.status().getCode()).isEqualTo(400);
        assertThat(refused.detail()).isEqualTo("text: language \"fr\" is not supported; supported: en, zh");
    }

    @Test
    void restAndGrpcAgree() throws Exception {
        var overGrpc = CALLER.call(
                () -> client.infer(new InferRequest("text-analysis", List.of(TEXT), Map.of(), List.of("tone"))));

        var body = "{\"inputs\":[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"" + TEXT
                + "\"]}],\"outputs\":[{\"name\":\"tone\"}]}";
        var request = HttpRequest.newBuilder(server.getURI().resolve("/v2/models/text-analysis/infer"))
                .header("X-Candor-Internal-Token", TestTokens.of(TestTokens.TENANT, "models:infer"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var overRest = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());

        var values = overRest.path("outputs").path(0).path("data");
        assertThat(new ObjectMapper().convertValue(values, float[].class))
                .containsExactly(overGrpc.floats("tone").values());
        assertThat(overRest.path("parameters").path("sha256").asText()).isEqualTo(overGrpc.modelSha256());
    }
}

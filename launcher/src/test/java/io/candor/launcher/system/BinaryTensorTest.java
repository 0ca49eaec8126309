package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Binary tensor data (Triton's extension) as a customer sends it, through the gateway. */
@ExtendWith(RunningPlatform.class)
class BinaryTensorTest {
    private static final String LENGTH = "Inference-Header-Content-Length";

    private final PlatformUnderTest platform;

    BinaryTensorTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void binaryTensorsPassTheGatewayBothWays() throws IOException, InterruptedException {
        var tenant = platform.newTenant();
        platform.newModel(tenant);
        var header = """
                {"inputs":[{"name":"x","datatype":"FP32","shape":[2,2],"parameters":{"binary_data_size":16}}],
                 "outputs":[{"name":"y","parameters":{"binary_data":true}}]}""".getBytes(StandardCharsets.UTF_8);
        var body = ByteBuffer.allocate(header.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        body.putFloat(1.5f).putFloat(-2).putFloat(0.25f).putFloat(1e6f);
        var customer = platform.customer(tenant.apiKey());
        var request = HttpRequest.newBuilder(
                        URI.create(customer.server() + "/v2/models/" + OwnModel.NAME + "/versions/1/infer"))
                .header(customer.credentialHeader(), customer.credential())
                .header("Content-Type", "application/octet-stream")
                .header(LENGTH, Integer.toString(header.length))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                .build();

        HttpResponse<byte[]> response;
        try (var client = HttpClient.newHttpClient()) {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }

        assertThat(response.statusCode())
                .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        var json = (int) response.headers().firstValueAsLong(LENGTH).orElseThrow();
        var output = new ObjectMapper()
                .readTree(response.body(), 0, json)
                .path("outputs")
                .path(0);
        assertThat(output.path("parameters").path("binary_data_size").asInt()).isEqualTo(16);
        var data = ByteBuffer.wrap(response.body(), json, 16).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new float[] {data.getFloat(), data.getFloat(), data.getFloat(), data.getFloat()})
                .containsExactly(3, -4, 0.5f, 2e6f);
        assertThat(response.body()).hasSize(json + 16);
    }
}

package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.service.Service;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who goes away, before the gateway, ends the generation behind it and pays once for what was generated. */
@ExtendWith(RunningPlatform.class)
class ChatDisconnectTest {
    private final PlatformUnderTest platform;

    ChatDisconnectTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavingEndsTheGenerationAndIsBilledOnce(boolean stream) throws Exception {
        var tenant = platform.newTenant();
        var customer = platform.customer(tenant.apiKey());
        var upstream = platform.upstream();
        Eventually.until(() -> upstream.running() == 0);
        var before = upstream.left();

        try (var connection = ask(tenant.apiKey(), stream)) {
            Eventually.until(() -> upstream.running() == 1);
            if (stream) {
                awaitText(connection, "\"content\":\"more ");
            }
        }

        Eventually.until(() -> upstream.running() == 0);
        assertThat(upstream.left()).isEqualTo(before + 1);
        if (stream) {
            Eventually.until(() -> decisions(customer).size() == 1);
            assertThat(decisions(customer)
                            .path(0)
                            .path("summary")
                            .path("finish_reason")
                            .asText())
                    .isEqualTo("cancelled");
            Eventually.until(() -> quantity(customer, "runtime.chat.tokens-out") > 0);
            assertThat(quantity(customer, "runtime.chat.tokens-in")).isPositive();
        }
    }

    private Socket ask(String key, boolean stream) throws IOException {
        var gateway = URI.create(platform.platform().url(Service.GATEWAY));
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("model", OpenAiUpstream.MODEL)
                .put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", "endless");
        var content = body.toString();
        var socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + key
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length()
                                + "\r\n\r\n" + content)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitText(Socket connection, String text) throws IOException {
        var received = new StringBuilder();
        while (received.indexOf(text) < 0) {
            var next = connection.getInputStream().read();
            assertThat(next).as(received.toString()).isNotNegative();
            received.append((char) next);
        }
    }

    private static JsonNode decisions(ApiClient customer) {
        return customer.get("/v1/decisions?app=model-runtime")
                .expect(200)
                .body()
                .path("items");
    }

    private static long quantity(ApiClient customer, String meter) {
        for (var item : customer.get("/v1/usage").expect(200).body().path("items")) {
            if (item.path("meter").asText().equals(meter)) {
                return item.path("quantity").asLong();
            }
        }
        return 0;
    }
}

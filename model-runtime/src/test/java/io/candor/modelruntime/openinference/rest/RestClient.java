package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Calls the runtime over REST as one caller. */
final class RestClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedServer server;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();

    private RestClient(EmbeddedServer server, String token) {
        this.server = server;
        this.token = token;
    }

    /** A caller of {@link TestTokens#TENANT}. */
    static RestClient of(EmbeddedServer server, String... scopes) {
        return new RestClient(server, TestTokens.of(TestTokens.TENANT, scopes));
    }

    static RestClient withToken(EmbeddedServer server, String token) {
        return new RestClient(server, token);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    HttpResponse<byte[]> send(String method, String path, String body) throws IOException, InterruptedException {
        var publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return send(request(path).header("Content-Type", "application/json").method(method, publisher));
    }

    HttpResponse<byte[]> post(String path, String json, byte[] binary) throws IOException, InterruptedException {
        var head = json.getBytes(StandardCharsets.UTF_8);
        var body = java.util.Arrays.copyOf(head, head.length + binary.length);
        System.arraycopy(binary, 0, body, head.length, binary.length);
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("Inference-Header-Content-Length", String.valueOf(head.length))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.getURI().resolve(path)).header("X-Candor-Internal-Token", token);
    }

    String token() {
        return token;
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** The object that comes before the binary data of {@code response}. */
    static JsonNode head(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body(), 0, headLength(response));
    }

    static byte[] binary(HttpResponse<byte[]> response) {
        return java.util.Arrays.copyOfRange(response.body(), headLength(response), response.body().length);
    }

    private static int headLength(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Inference-Header-Content-Length")
                .map(Integer::parseInt)
                .orElse(response.body().length);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}

package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Calls the assistant as the gateway does. */
final class AssistantClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private final URI server;

    AssistantClient(URI server) {
        this.server = server;
    }

    /** A status and the JSON that came with it. */
    record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {
        String field() {
            return body.path("errors").path(0).path("field").asText();
        }

        String type() {
            return body.path("type").asText().replace("urn:candor:problem:", "");
        }
    }

    Answer post(UUID tenant, String json, String... headers) {
        return post(tenant, json.getBytes(StandardCharsets.UTF_8), "application/json", headers);
    }

    Answer post(UUID tenant, byte[] body, String contentType, String... headers) {
        var request = request("/v1/assistant/analyses", tenant)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Answer get(UUID tenant, String path) {
        return send(request(path, tenant).build());
    }

    Answer send(HttpRequest request) {
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path, UUID tenant) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("X-Candor-Internal-Token", TestTokens.of(tenant, "assistant:read", "assistant:write"));
    }
}

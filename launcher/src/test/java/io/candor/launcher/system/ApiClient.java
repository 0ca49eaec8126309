package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls an HTTP API; every exchange is held against the committed OpenAPI files. */
record ApiClient(String server, String credentialHeader, String credential) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A status and the JSON that came with it. */
    record Answer(String method, String path, int status, JsonNode body, HttpResponse<byte[]> response) {
        Answer expect(int expected) {
            assertThat(status).as("%s %s: %s", method, path, body).isEqualTo(expected);
            return this;
        }

        String type() {
            return body.path("type").asText().replace("urn:candor:problem:", "");
        }

        String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, JsonNode body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer send(String method, String path, JsonNode body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(60))
                .header(credentialHeader, credential);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body.toString()));
        }
        return exchange(method, path, request.build());
    }

    private static Answer exchange(String method, String path, HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofByteArray());
            var answer = new Answer(method, path, response.statusCode(), parse(response), response);
            OpenApiFiles.get().check(answer);
            return answer;
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(HttpResponse<byte[]> response) throws IOException {
        var type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode();
    }

    /** Nobody answered, as when the process was killed. */
    static final class Unreachable extends RuntimeException {
        Unreachable(IOException cause) {
            super(cause);
        }
    }
}

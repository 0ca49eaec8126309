package io.candor.launcher.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.key.OperatorToken;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls a service directly, as the operator. */
final class ServiceCall {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final OperatorToken tokens;
    private final String service;

    ServiceCall(HttpClient client, OperatorToken tokens, String service) {
        this.client = client;
        this.tokens = tokens;
        this.service = service;
    }

    /** The answer to a GET, or a missing node when the service does not know the thing. */
    JsonNode get(String path, @Nullable UUID tenant, List<String> scopes) throws InterruptedException {
        return send(request(path, tenant, scopes).GET().build(), 404);
    }

    /** The answer to a POST, or a missing node when the thing exists already. */
    JsonNode post(String path, @Nullable UUID tenant, List<String> scopes, Map<String, ?> body)
            throws InterruptedException {
        try {
            var request = request(path, tenant, scopes)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return send(request, 409);
        } catch (IOException e) {
            throw new IllegalStateException("Maps of texts can be written as JSON", e);
        }
    }

    private HttpRequest.Builder request(String path, @Nullable UUID tenant, List<String> scopes) {
        return HttpRequest.newBuilder(URI.create(service + path))
                .timeout(Duration.ofSeconds(30))
                .header(OperatorToken.HEADER, tokens.mint(tenant, scopes));
    }

    private JsonNode send(HttpRequest request, int absent) throws InterruptedException {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == absent) {
                return JSON.missingNode();
            }
            if (answer.statusCode() >= 300) {
                throw new LauncherException("%s %s is answered with %d: %s"
                        .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new LauncherException(
                    "%s %s failed: %s".formatted(request.method(), request.uri(), e.getMessage()), e);
        }
    }
}

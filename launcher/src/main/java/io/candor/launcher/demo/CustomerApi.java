package io.candor.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.demo.DemoTexts.DemoText;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The platform as a customer's program sees it: the gateway and an API key, nothing else. */
public final class CustomerApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;
    private final String apiKey;

    /** A customer of {@code gateway} who holds {@code apiKey}. */
    public CustomerApi(String gateway, String apiKey) {
        this.gateway = gateway;
        this.apiKey = apiKey;
    }

    /** The analysis of a text, as {@code POST /v1/assistant/analyses} answers it. */
    public JsonNode analyse(DemoText text, String idempotencyKey) throws InterruptedException {
        var body = JSON.createObjectNode().put("text", text.text()).put("intent_set", text.intentSet());
        var request = request("/v1/assistant/analyses")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        var response = send(request);
        if (response.statusCode() != 201) {
            throw unexpected(response);
        }
        return parse(response.body());
    }

    /** The receipt of a decision, or empty while the ledger has not taken it in. */
    public Optional<String> receipt(String decisionId) throws InterruptedException {
        var response = send(request("/v1/decisions/" + decisionId + "/receipt").build());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default -> throw unexpected(response);
        };
    }

    /** How often {@code meter} was counted between yesterday and tomorrow. */
    public long usage(String meter) throws InterruptedException {
        var today = LocalDate.now(ZoneOffset.UTC);
        var response = send(request("/v1/usage?from=%s&to=%s".formatted(today.minusDays(1), today.plusDays(2)))
                .build());
        if (response.statusCode() != 200) {
            throw unexpected(response);
        }
        var quantity = 0L;
        for (var item : parse(response.body()).path("items")) {
            if (item.path("meter").asText().equals(meter)) {
                quantity += item.path("quantity").asLong();
            }
        }
        return quantity;
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey);
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LauncherException("%s cannot be reached (%s); run ./candor up first".formatted(gateway, e), e);
        }
    }

    private static LauncherException unexpected(HttpResponse<String> response) {
        return new LauncherException("%s answered %d: %s"
                .formatted(response.request().uri().getPath(), response.statusCode(), response.body()));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new LauncherException("The answer is not JSON: " + body, e);
        }
    }
}

package io.candor.auditledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.security.InternalToken;
import io.candor.platform.testing.TestTokens;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The ledger as its callers see it: statuses and texts, never an exception. */
@Singleton
public class LedgerClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Argument<String> TEXT = Argument.STRING;

    private final HttpClient http;

    LedgerClient(@Client("/") HttpClient http) {
        this.http = http;
    }

    /** An answer. */
    public record Answer(int status, String text, HttpResponse<?> response) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(text, e);
            }
        }
    }

    /** Delivers records as the assistant app does for this tenant. */
    public Answer append(UUID tenant, ObjectNode... records) {
        return append(tenant, DecisionJson.request(records).toString());
    }

    /** Delivers a body as the assistant app does for this tenant. */
    public Answer append(UUID tenant, String body) {
        return send(
                HttpRequest.POST("/internal/v1/decisions", body),
                TestTokens.ofService("assistant-app", tenant, "internal:ledger"));
    }

    /** Reads as an auditor of this tenant. */
    public Answer read(UUID tenant, String path) {
        return send(HttpRequest.GET(path), TestTokens.of(tenant, "decisions:read"));
    }

    /** Reads as anybody. */
    public Answer read(String path) {
        return exchange(HttpRequest.GET(path));
    }

    /** Sends a request with this token. */
    public Answer send(MutableHttpRequest<?> request, String token) {
        return exchange(request.header(InternalToken.HEADER, token));
    }

    private Answer exchange(MutableHttpRequest<?> request) {
        try {
            var response = http.toBlocking().exchange(request.accept("*/*"), TEXT, TEXT);
            return new Answer(response.code(), response.body(), response);
        } catch (HttpClientResponseException refused) {
            var text = refused.getResponse().getBody(String.class).orElse("");
            return new Answer(refused.code(), text, refused.getResponse());
        }
    }
}

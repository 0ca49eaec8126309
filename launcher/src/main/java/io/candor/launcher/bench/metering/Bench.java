package io.candor.launcher.bench.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.key.OperatorToken;
import io.candor.launcher.platform.Platform;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The platform that is measured, and what each part of the benchmark asks of it. */
public record Bench(Platform platform, HttpClient http) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** A status and what came with it. */
    public record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    /** The id of a new tenant of {@code plan}. */
    public UUID newTenant(String plan) throws IOException, InterruptedException {
        var id = UUID.randomUUID();
        var body = JSON.createObjectNode()
                .put("id", id.toString())
                .put("name", "Bench " + id)
                .put("slug", "b-" + id)
                .put("plan", plan);
        require(201, post("/v1/tenants", null, "platform:admin", body.toString()));
        return id;
    }

    /** The secret of a new live key of {@code tenant}. */
    public String newKey(UUID tenant) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("name", "bench").put("environment", "live");
        List.of("assistant:read", "assistant:write", "decisions:read", "usage:read")
                .forEach(body.putArray("scopes")::add);
        var token = platform.operatorTokens()
                .mint(
                        tenant,
                        List.of("tenant:admin", "assistant:read", "assistant:write", "decisions:read", "usage:read"));
        var answer = send(request("/v1/api-keys", token).POST(BodyPublishers.ofString(body.toString())));
        return require(201, answer).json().path("secret").asText();
    }

    JsonNode get(String path, UUID tenant, String scope) throws IOException, InterruptedException {
        return require(
                        200,
                        send(request(path, platform.operatorTokens().mint(tenant, List.of(scope)))
                                .GET()))
                .json();
    }

    public Answer post(String path, @Nullable UUID tenant, String scope, String body)
            throws IOException, InterruptedException {
        var token = platform.operatorTokens().mint(tenant, List.of(scope));
        return send(request(path, token).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(platform.url(Service.TENANT_SERVICE) + path))
                .timeout(Duration.ofSeconds(60))
                .header(OperatorToken.HEADER, token)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static Answer require(int status, Answer answer) {
        if (answer.status() != status) {
            throw new LauncherException("The platform answers " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    /** The only number that a query gives to a superuser, who sees past row-level security; 0 for null. */
    public long number(String sql) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The only text that a query gives; empty for none. */
    String text(String sql) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    boolean hasTable(String name) throws SQLException {
        return number("select count(to_regclass('" + name + "'))") == 1;
    }

    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(platform.jdbcUrl(), "postgres", platform.superuserPassword());
    }

    Connection application() throws SQLException {
        return DriverManager.getConnection(platform.jdbcUrl(), "candor_app", platform.applicationPassword());
    }
}

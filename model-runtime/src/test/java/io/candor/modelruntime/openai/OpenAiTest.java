package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.fixture.RecordingRuntime;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.platform.decision.SubjectKeys;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestTokens;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A runtime with real encoders, a scripted chat engine and a database, called as OpenAI's clients call it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenAiTest implements TestPropertyProvider {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    EmbeddedServer server;

    @Inject
    ScriptedEngine engine;

    @Inject
    private JdbcOperations jdbc;

    @Inject
    private SubjectKeys subjectKeys;

    @Inject
    private TransactionOperations<Connection> transactions;

    final UUID tenant = UUID.randomUUID();

    @Override
    public Map<String, String> getProperties() {
        var properties = RecordingRuntime.properties(TestRepository.empty().encoders());
        properties.put(ScriptedEngine.ENABLED, "true");
        return properties;
    }

    @BeforeEach
    void awaitSchema() {
        Eventually.assertThat(
                () -> post("/v1/embeddings", "{\"model\":\"minilm-l6-v2\",\"input\":\"ready?\"}")
                        .status(),
                status -> status == 200);
    }

    /** A status and the JSON that came with it. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        JsonNode error() {
            return body.path("error");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return send(request(path).build());
    }

    Answer post(String path, String body, String... headers) {
        return post(tenant, path, body, headers);
    }

    Answer post(UUID caller, String path, String body, String... headers) {
        var request = request(caller, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpRequest.Builder request(String path) {
        return request(tenant, path);
    }

    HttpRequest.Builder request(UUID caller, String path) {
        return HttpRequest.newBuilder(server.getURI().resolve(path))
                .header("X-Candor-Internal-Token", TestTokens.of(caller, "models:read", "models:infer"));
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer send(HttpRequest request) {
        var response = send(request, HttpResponse.BodyHandlers.ofString());
        var type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(
                response.statusCode(), type.contains("json") ? read(response.body()) : JSON.missingNode(), response);
    }

    /** The payloads that wait in the outbox for the receiver of {@code topic}. */
    List<JsonNode> events(UUID of, String topic) {
        return query(of, "select payload from outbox where topic = ? order by seq", topic, rows -> rows.getString(1))
                .stream()
                .map(OpenAiTest::read)
                .toList();
    }

    /** The key that salts the digests about {@code subject}. */
    byte[] subjectKey(UUID of, String subject) {
        return TenantContext.ofService("test", of, "r")
                .call(() -> transactions.executeWrite(status -> subjectKeys.keyOf(subject)));
    }

    /** What records name {@code subject} by. */
    String pseudonym(UUID of, String subject) {
        return TenantContext.ofService("test", of, "r")
                .call(() -> transactions.executeWrite(status -> subjectKeys.findPseudonymOf(subject)))
                .orElseThrow();
    }

    private <T> List<T> query(UUID of, String sql, String parameter, Column<T> column) {
        return TenantContext.ofService("test", of, "r")
                .call(() -> transactions.executeRead(status -> jdbc.prepareStatement(sql, statement -> {
                    statement.setString(1, parameter);
                    var values = new ArrayList<T>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            values.add(column.read(rows));
                        }
                    }
                    return values;
                })));
    }

    private interface Column<T> {
        T read(ResultSet rows) throws SQLException;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

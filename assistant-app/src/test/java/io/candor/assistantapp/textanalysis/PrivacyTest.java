package io.candor.assistantapp.textanalysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.testing.TestDatabase;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class PrivacyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedServer server;
    private final AssistantClient client;
    private final UUID tenant = UUID.randomUUID();

    PrivacyTest(EmbeddedServer server) {
        this.server = server;
        this.client = new AssistantClient(server.getURI());
    }

    @Test
    void anExportShowsThePersonsAnalysesAndNobodyElses() {
        analyse("mine", "ada");
        analyse("of bob", "bob");
        analyse("of nobody", null);

        var page = ask("export-pages", "{\"subject_ref\":\"ada\"}").body();

        assertThat(page.path("rows")).hasSize(1);
        var row = page.path("rows").path(0);
        assertThat(row.path("table").asText()).isEqualTo("analysis");
        assertThat(row.path("row").path("text").asText()).isEqualTo("mine");
        assertThat(page.path("pseudonym").asText()).matches("hmac-sha256:[0-9a-f]{64}");
        assertThat(page.path("digest_key").asText()).matches("[0-9a-f]{64}");
        assertThat(page.has("next")).isFalse();
        assertThat(ask("export-pages", "{\"subject_ref\":\"eve\"}").body().path("rows"))
                .isEmpty();
    }

    @Test
    void anExportOfTheTenantComesInPagesThatMissNothing() {
        for (var i = 0; i < 201; i++) {
            analyse("text " + i, i % 2 == 0 ? "ada" : null);
        }
        var texts = new ArrayList<String>();
        var pages = 0;
        JsonNode page;
        String next = null;
        do {
            page = ask("export-pages", next == null ? "{}" : "{\"cursor\":\"" + next + "\"}")
                    .body();
            page.path("rows")
                    .forEach(row -> texts.add(row.path("row").path("text").asText()));
            next = page.path("next").asText(null);
            pages++;
        } while (next != null);

        assertThat(pages).isEqualTo(2);
        assertThat(texts).hasSize(201).doesNotHaveDuplicates();
    }

    @Test
    void anErasureLeavesNothingOfThePersonAndEverythingOfTheOthers() throws SQLException {
        analyse("zebra of ada", "ada", "Idempotency-Key", "k-1");
        var bobs = analyse("of bob", "bob", "Idempotency-Key", "k-2");

        var erased = ask("subject-erasures", "{\"subject_ref\":\"ada\"}");

        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.body().path("rows").asLong()).isEqualTo(2);
        assertThat(client.get(tenant, "/v1/assistant/analyses").body().path("items"))
                .containsExactly(bobs);
        assertThat(ask("export-pages", "{\"subject_ref\":\"ada\"}").body().path("rows"))
                .isEmpty();
        assertThat(count("analysis")).isEqualTo(1);
        assertThat(count("idempotency_key")).isEqualTo(1);
        assertThat(ask("subject-erasures", "{\"subject_ref\":\"ada\"}")
                        .body()
                        .path("rows")
                        .asLong())
                .isZero();
    }

    @Test
    void theTenantsEndLeavesNoRowInAnyTable() throws SQLException {
        analyse("of ada", "ada", "Idempotency-Key", "k-1");
        analyse("of nobody", null);

        var ended = ask("tenant-erasures", "{}");

        assertThat(ended.body().path("complete").asBoolean()).isTrue();
        for (var table : List.of("analysis", "idempotency_key", "subject_key", "outbox", "inbox")) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    @Test
    void onlyTheTenantServiceMayAskAndWrongQuestionsAreRefused() {
        var request = client.request("/internal/v1/privacy/tenant-erasures", tenant)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(client.send(request).status()).isEqualTo(403);
        assertThat(ask("export-pages", "{\"cursor\":\"!\"}").field()).isEqualTo("cursor");
        assertThat(ask("subject-erasures", "{}").field()).contains("subject_ref");
    }

    private JsonNode analyse(String text, String subject, String... headers) {
        var body = JSON.createObjectNode().put("text", text);
        if (subject != null) {
            body.put("subject_ref", subject);
        }
        var answer = client.post(tenant, body.toString(), headers);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }

    private AssistantClient.Answer ask(String what, String body) {
        var request = HttpRequest.newBuilder(server.getURI().resolve("/internal/v1/privacy/" + what))
                .header("X-Candor-Internal-Token", TestTokens.ofService("tenant-service", tenant, "internal:privacy"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request);
    }

    private long count(String table) throws SQLException {
        var url = server.getApplicationContext().getRequiredProperty("datasources.default.url", String.class);
        try (var connection = TestDatabase.superuserOf(url).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from assistant." + table + " where tenant_id = '" + tenant + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

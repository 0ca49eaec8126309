package io.candor.assistantapp.textanalysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.crypto.Vault;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class DataAtRestTest {
    private final EmbeddedServer server;
    private final AssistantClient client;
    private final Vault vault;
    private final AnalysisSealingJob sealing;
    private final TransactionOperations<Connection> transactions;
    private final UUID tenant = UUID.randomUUID();

    DataAtRestTest(
            EmbeddedServer server,
            Vault vault,
            AnalysisSealingJob sealing,
            TransactionOperations<Connection> transactions) {
        this.server = server;
        this.client = new AssistantClient(server.getURI());
        this.vault = vault;
        this.sealing = sealing;
        this.transactions = transactions;
    }

    @Test
    void noTableHoldsATextOrAReferenceInClear() throws SQLException {
        var id = client.post(
                        tenant,
                        "{\"text\":\"my zebra card is lost\",\"subject_ref\":\"ada-lovelace\"}",
                        "Idempotency-Key",
                        "k-1")
                .body()
                .path("id")
                .asText();
        client.post(tenant, "{\"text\":\"my zebra again\"}", "Idempotency-Key", "k-2");

        for (var table : new String[] {"analysis", "idempotency_key", "outbox", "subject_key", "inbox"}) {
            assertThat(text(table)).as(table).doesNotContain("zebra", "ada-lovelace", hex("zebra"), hex("ada-love"));
        }
        var shown = client.get(tenant, "/v1/assistant/analyses/" + id).body();
        assertThat(shown.path("text").asText()).isEqualTo("my zebra card is lost");
        assertThat(shown.path("subject_ref").asText()).isEqualTo("ada-lovelace");
    }

    @Test
    void anAnalysisWhoseKeyIsDestroyedIsGone() {
        var id = client.post(tenant, "{\"text\":\"mine\",\"subject_ref\":\"p-1\"}")
                .body()
                .path("id")
                .asText();
        client.post(tenant, "{\"text\":\"of nobody\"}");

        TenantContext.ofService("test", tenant, "r")
                .call(() -> transactions.executeWrite(status -> vault.destroy("p-1")));

        assertThat(client.get(tenant, "/v1/assistant/analyses/" + id).status()).isEqualTo(404);
        assertThat(client.get(tenant, "/v1/assistant/analyses").body().path("items"))
                .hasSize(1);
    }

    @Test
    void anAnalysisThatWasKeptInClearIsStillShownAndSoonSealed() throws SQLException {
        var id = client.post(tenant, "{\"text\":\"a clear zebra\",\"subject_ref\":\"p-1\"}")
                .body();
        var clear = id.toString();
        execute("update assistant.analysis set content = '" + clear.replace("'", "''")
                + "'::jsonb, sealed = null, sealed_by = null where tenant_id = '" + tenant + "'");
        var path = "/v1/assistant/analyses/" + id.path("id").asText();
        assertThat(client.get(tenant, path).body()).isEqualTo(id);

        sealing.run();

        assertThat(text("analysis")).doesNotContain("zebra");
        assertThat(client.get(tenant, path).body()).isEqualTo(id);
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String text(String table) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select coalesce(string_agg(t::text, ' '), '') from assistant."
                        + table + " t where tenant_id = '" + tenant + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Connection superuser() throws SQLException {
        var url = server.getApplicationContext().getRequiredProperty("datasources.default.url", String.class);
        return TestDatabase.superuserOf(url).getConnection();
    }
}

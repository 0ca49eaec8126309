package io.candor.assistantapp.textanalysis;

import static io.candor.platform.testing.TestTokens.OTHER_TENANT;
import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.tenancy.TenantContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
class OtherTenantSeesNothingTest {
    private final EmbeddedServer server;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;

    OtherTenantSeesNothingTest(
            EmbeddedServer server, JdbcOperations jdbc, TransactionOperations<Connection> transactions) {
        this.server = server;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Test
    void analysisOfAnotherTenantIsNotFound() {
        var client = new AssistantClient(server.getURI());
        var id = client.post(TENANT, "{\"text\":\"mine\"}").body().path("id").asText();

        assertThat(client.get(TENANT, "/v1/assistant/analyses/" + id).status()).isEqualTo(200);
        assertThat(client.get(OTHER_TENANT, "/v1/assistant/analyses/" + id).status())
                .isEqualTo(404);
        assertThat(client.get(OTHER_TENANT, "/v1/assistant/analyses").body().path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"analysis", "outbox", "subject_key", "idempotency_key"})
    void rowsAreSeenByTheirTenantAlone(String table) {
        new AssistantClient(server.getURI())
                .post(TENANT, "{\"text\":\"mine\",\"subject_ref\":\"p-1\"}", "Idempotency-Key", table);

        assertThat(ofTenant(TENANT, "select count(*) from " + table)).isPositive();
        assertThat(ofTenant(OTHER_TENANT, "select count(*) from " + table)).isZero();
        assertThat(count("select count(*) from " + table)).isZero();
        assertThat(ofTenant(
                        OTHER_TENANT, "with gone as (delete from " + table + " returning 1) select count(*) from gone"))
                .isZero();
    }

    private long ofTenant(java.util.UUID tenant, String sql) {
        return TenantContext.ofService("test", tenant, "r").call(() -> count(sql));
    }

    private long count(String sql) {
        return transactions.executeWrite(status -> jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }));
    }
}

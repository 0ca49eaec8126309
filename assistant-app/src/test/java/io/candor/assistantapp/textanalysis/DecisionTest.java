package io.candor.assistantapp.textanalysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.decision.Digests;
import io.candor.platform.decision.SubjectKeys;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class DecisionTest {
    private final ObjectMapper json = new ObjectMapper();
    private final AssistantClient client;
    private final JdbcOperations jdbc;
    private final SubjectKeys subjectKeys;
    private final TransactionOperations<Connection> transactions;

    DecisionTest(
            EmbeddedServer server,
            JdbcOperations jdbc,
            SubjectKeys subjectKeys,
            TransactionOperations<Connection> transactions) {
        this.client = new AssistantClient(server.getURI());
        this.jdbc = jdbc;
        this.subjectKeys = subjectKeys;
        this.transactions = transactions;
    }

    @Test
    void recordAndUsageCommitWithTheAnalysis() throws Exception {
        var tenant = UUID.randomUUID();

        var analysis = client.post(tenant, "{\"text\":\"pay my bill\",\"subject_ref\":\"p-7\"}")
                .body();

        var decisions = events(tenant, "decision");
        var usage = events(tenant, "usage");
        assertThat(decisions).hasSize(1);
        assertThat(usage).hasSize(1);
        var record = decisions.getFirst();
        assertThat(record.path("id")).isEqualTo(analysis.path("decision_id"));
        assertThat(record.path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(record.path("actor").asText()).isEqualTo("user:test");
        assertThat(record.path("summary").path("intent").asText()).isEqualTo("transfer");
        assertThat(record.has("review")).isFalse();
        assertThat(record.toString()).doesNotContain("pay my bill");
        assertThat(usage.getFirst().path("decision_id")).isEqualTo(record.path("id"));
        assertThat(usage.getFirst().path("quantity").asLong()).isEqualTo(1);
    }

    @Test
    void inputDigestIsSaltedWithTheKeyOfTheSubject() throws Exception {
        var tenant = UUID.randomUUID();
        client.post(tenant, "{\"text\":\"pay my bill\",\"subject_ref\":\"p-7\"}");

        var subject = TenantContext.ofService("test", tenant, "r")
                .call(() -> transactions.executeWrite(status -> subjectKeys.of("p-7")));

        var input = json.readTree("{\"text\":\"pay my bill\",\"subject_ref\":\"p-7\"}");
        var record = events(tenant, "decision").getFirst();
        assertThat(record.path("input_digest").asText())
                .isEqualTo(Digests.salted(subject.key(), CanonicalJson.bytes(input)));
        assertThat(record.path("subject_ref").asText()).isEqualTo(subject.pseudonym());
        assertThat(record.toString()).doesNotContain("p-7");
    }

    @Test
    void repeatedKeyIsMeteredOnce() throws Exception {
        var tenant = UUID.randomUUID();
        for (var i = 0; i < 3; i++) {
            client.post(tenant, "{\"text\":\"again\"}", "Idempotency-Key", "same");
        }

        assertThat(events(tenant, "usage")).hasSize(1);
        assertThat(events(tenant, "decision")).hasSize(1);
    }

    private List<JsonNode> events(UUID tenant, String topic) throws Exception {
        var events = new ArrayList<JsonNode>();
        for (var payload :
                query(tenant, "select payload from outbox where topic = '" + topic + "'", rows -> rows.getString(1))) {
            events.add(json.readTree(payload));
        }
        return events;
    }

    private <T> List<T> query(UUID tenant, String sql, Column<T> column) {
        return TenantContext.ofService("test", tenant, "r")
                .call(() -> transactions.executeRead(status -> jdbc.prepareStatement(sql, statement -> {
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
}

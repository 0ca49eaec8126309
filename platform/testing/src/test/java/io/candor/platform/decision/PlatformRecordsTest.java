package io.candor.platform.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class PlatformRecordsTest {
    /** As it was taken into the log when every record still had a model. */
    private static final String EARLIER = "{\"actor\":\"key:7\",\"app\":\"assistant\",\"capability\":\"text-analysis\","
            + "\"created_at\":\"2026-11-25T10:15:30.123Z\",\"id\":\"019ab8f0-5c1e-7a33-9d0e-2f6b8c1d4e5f\","
            + "\"input_digest\":\"sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\","
            + "\"latency_ms\":14,\"model\":{\"name\":\"text-analysis-en\","
            + "\"sha256\":\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\",\"version\":\"1\"},"
            + "\"output_digest\":\"sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9\","
            + "\"subject_ref\":\"patient-7\",\"summary\":{\"intent\":\"lost_card\",\"score\":0.9731},"
            + "\"tenant_id\":\"018f0000-0000-7000-8000-00000000000a\"}";

    private final PlatformRecords records;
    private final ObjectMapper json;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final UUID tenant = UUID.randomUUID();

    PlatformRecordsTest(
            PlatformRecords records,
            ObjectMapper json,
            JdbcOperations jdbc,
            TransactionOperations<Connection> transactions) {
        this.records = records;
        this.json = json;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Test
    void theBytesOfEarlierRecordsAreWhatTheyWere() throws JsonProcessingException {
        var read = json.readValue(EARLIER, DecisionRecord.class);

        assertThat(CanonicalJson.text(json.valueToTree(read))).isEqualTo(EARLIER);
    }

    @Test
    void whatThePlatformDidIsARecordWithoutModelThatDigestsItsSummary() throws JsonProcessingException {
        var summary = json.createObjectNode().put("reason", "support").put("case", 7);

        var id = inTenant(() -> records.record("impersonation", summary));

        var record = outboxed(id);
        assertThat(record.has("model")).isFalse();
        assertThat(record.path("app").asText()).isEqualTo("platform-test");
        assertThat(record.path("capability").asText()).isEqualTo("impersonation");
        assertThat(record.path("actor").asText()).isEqualTo("service:test");
        assertThat(record.path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(record.path("summary")).isEqualTo(summary);
        assertThat(record.path("input_digest").asText())
                .isEqualTo(Digests.plain("{\"case\":7,\"reason\":\"support\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(record.path("output_digest").asText());
    }

    @Test
    void aSummaryIsAnObject() {
        assertThatThrownBy(() ->
                        inTenant(() -> records.record("x", json.getNodeFactory().textNode("y"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode outboxed(UUID id) throws JsonProcessingException {
        var sql = "select payload from outbox where topic = 'decision' and id = ?";
        String payload = inTenant(() -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }));
        return json.readTree(payload);
    }

    private <T> T inTenant(Supplier<T> work) {
        return TenantContext.ofService("test", tenant, "r").call(() -> transactions.executeWrite(status -> work.get()));
    }
}

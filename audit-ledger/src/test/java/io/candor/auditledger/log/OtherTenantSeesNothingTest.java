package io.candor.auditledger.log;

import static io.candor.platform.testing.TestTokens.OTHER_TENANT;
import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
class OtherTenantSeesNothingTest {
    @Inject
    LedgerClient ledger;

    @Inject
    TransactionOperations<Connection> transactions;

    @Inject
    LogTables tables;

    @BeforeEach
    void oneTenantHasADecision() {
        ledger.append(TENANT, DecisionJson.of(TENANT));
    }

    @Test
    void anotherTenantSeesNoDecisionAndNobodyWithoutTenantDoes() {
        assertThat(count(TENANT)).isPositive();
        assertThat(count(OTHER_TENANT)).isZero();
        assertThat(count(null)).isZero();
        assertThat(ledger.read(OTHER_TENANT, "/v1/decisions").json().path("items"))
                .isEmpty();
    }

    @Test
    void nobodyWritesADecisionOfAnotherTenant() {
        var sql = "insert into decision (tenant_id, id, app, record, created_at, received_at)" + " values ('" + TENANT
                + "', '" + UUID.randomUUID() + "', 'a', '{}', now(), now())";

        assertThatThrownBy(() -> execute(OTHER_TENANT, sql)).hasStackTraceContaining("row-level security");
        assertThatThrownBy(() -> execute(null, sql)).hasStackTraceContaining("row-level security");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update decision set record = '{}'",
                "delete from decision",
                "insert into tile (level, index, hashes) values (0, 0, '')",
                "delete from tile",
                "insert into checkpoint (size, note, signed_at) values (9, '', now())",
                "update checkpoint set note = ''",
            })
    void theApplicationRoleChangesNothingInTheLog(String sql) {
        assertThatThrownBy(() -> execute(TENANT, sql)).hasStackTraceContaining("permission denied");
    }

    @Test
    void everyTableWithATenantForcesRowLevelSecurity() throws SQLException {
        var unprotected = new ArrayList<String>();
        var protectedTables = new ArrayList<String>();
        tables.query(
                "select c.relname, c.relrowsecurity and c.relforcerowsecurity from pg_class c"
                        + " join pg_namespace n on n.oid = c.relnamespace"
                        + " join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'"
                        + " where n.nspname = 'ledger' and c.relkind = 'r'",
                rows -> (rows.getBoolean(2) ? protectedTables : unprotected).add(rows.getString(1)));

        assertThat(protectedTables).contains("decision");
        assertThat(unprotected).isEmpty();
    }

    private int count(UUID tenant) {
        return new TenantContext(tenant, "user:test", java.util.Set.of(), "", "r")
                .call(() -> transactions.executeRead(status -> {
                    try (var statement = status.getConnection().createStatement();
                            var rows = statement.executeQuery("select count(*) from decision")) {
                        rows.next();
                        return rows.getInt(1);
                    }
                }));
    }

    private void execute(UUID tenant, String sql) {
        new TenantContext(tenant, "user:test", java.util.Set.of(), "", "r")
                .call(() -> transactions.executeWrite(status -> {
                    try (var statement = status.getConnection().createStatement()) {
                        return statement.executeUpdate(sql);
                    }
                }));
    }
}

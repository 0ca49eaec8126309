package io.candor.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class TenantIsolationTest {
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final WorkerTransactions workers;
    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    TenantIsolationTest(
            JdbcOperations jdbc, TransactionOperations<Connection> transactions, WorkerTransactions workers) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.workers = workers;
    }

    @Test
    void rowsAreSeenChangedAndDeletedByTheirTenantAlone() {
        as(one, "insert into note (id, body) values (1, 'mine')");

        assertThat(count(one)).isEqualTo(1);
        assertThat(count(other)).isZero();
        assertThat(as(other, "update note set body = 'stolen'")).isZero();
        assertThat(as(other, "delete from note")).isZero();
        assertThat(as(one, "update note set body = 'changed' where id = 1")).isEqualTo(1);
    }

    @Test
    void withoutATenantNothingIsSeenAndNothingWritten() {
        as(one, "insert into note (id, body) values (2, 'mine')");

        assertThat(transactions.<Long>executeRead(status -> countInTransaction()))
                .isZero();
        assertThatThrownBy(this::countInTransaction).as("outside a transaction").hasMessageContaining("connection");
        assertThatThrownBy(() -> transactions.executeWrite(status ->
                        execute("insert into note (tenant_id, id, body) values ('" + one + "', 3, 'forged')")))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void rowOfAnotherTenantCannotBeWritten() {
        assertThatThrownBy(
                        () -> as(one, "insert into note (tenant_id, id, body) values ('" + other + "', 4, 'forged')"))
                .hasStackTraceContaining("row-level security");
        as(one, "insert into note (id, body) values (5, 'mine')");
        assertThatThrownBy(() -> as(one, "update note set tenant_id = '" + other + "' where id = 5"))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void workerSeesOnlyWhatWasGranted() {
        assertThatThrownBy(() -> workers.call(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute("select * from note");
                    }
                }))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void applicationRoleCannotTurnSecurityOff() {
        for (var sql : new String[] {
            "alter table note disable row level security",
            "drop policy tenant on note",
            "set role candor_owner",
            "set role postgres",
            "truncate note"
        }) {
            assertThatThrownBy(() -> as(one, sql)).as(sql).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void nestedTransactionsKeepTheTenant() {
        var seen = TenantContext.ofService("test", one, "r")
                .call(() -> transactions.executeWrite(outer -> {
                    execute("insert into note (id, body) values (6, 'mine')");
                    return transactions.<Long>executeWrite(inner -> countInTransaction());
                }));

        assertThat(seen).isPositive();
    }

    @Test
    void thousandsOfMixedTransactionsOnFewConnectionsNeverMixTenants() throws Exception {
        as(one, "insert into note (id, body) values (7, 'mine')");
        var expected = count(one);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 2_000; i++) {
                Callable<Boolean> read = switch (i % 3) {
                    case 0 -> () -> count(one) == expected;
                    case 1 -> () -> count(other) == 0;
                    default -> () -> transactions.<Long>executeRead(status -> countInTransaction()) == 0;
                };
                seen.add(threads.submit(read));
            }
            for (var result : seen) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    private int as(UUID tenant, String sql) {
        return TenantContext.ofService("test", tenant, "r")
                .call(() -> transactions.executeWrite(status -> execute(sql)));
    }

    private int execute(String sql) {
        return jdbc.prepareStatement(sql, java.sql.PreparedStatement::executeUpdate);
    }

    private long count(UUID tenant) {
        return TenantContext.ofService("test", tenant, "r")
                .call(() -> transactions.<Long>executeRead(status -> countInTransaction()));
    }

    private long countInTransaction() {
        return jdbc.prepareStatement("select count(*) from note", statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}

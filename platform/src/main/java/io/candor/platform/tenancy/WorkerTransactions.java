package io.candor.platform.tenancy;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of background jobs that cross tenants: they run as the role {@code candor_worker}, which sees only the
 * tables that a migration granted to it.
 */
@Singleton
@Requires(beans = DataSource.class)
public class WorkerTransactions {
    private final TransactionOperations<Connection> transactions;

    WorkerTransactions(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** Runs {@code work} in one transaction as {@code candor_worker}; an exception rolls it back. */
    public <T extends @Nullable Object> T call(Work<T> work) {
        return transactions.executeWrite(status -> {
            var connection = status.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("set local role candor_worker");
                return work.apply(connection);
            } catch (SQLException e) {
                throw new DataAccessException("A background transaction failed: " + e.getMessage(), e);
            }
        });
    }

    /** What a job does with the transaction's connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T apply(Connection connection) throws SQLException;
    }
}

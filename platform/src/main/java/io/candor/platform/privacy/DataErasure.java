package io.candor.platform.privacy;

import io.candor.platform.crypto.Vault;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Erases a person, or the whole of the bound tenant, from the service; to do it again changes nothing. */
@Singleton
@Requires(beans = DataSource.class)
public class DataErasure {
    private static final String FOREIGN_KEY = "23503";
    private static final int BATCH = 20_000;

    private final TenantTables tables;
    private final PrivacyConfig config;
    private final Map<String, PersonalData> particular;
    private final Vault vault;
    private final TransactionOperations<Connection> transactions;

    DataErasure(
            TenantTables tables,
            PrivacyConfig config,
            Collection<PersonalData> particular,
            Vault vault,
            TransactionOperations<Connection> transactions) {
        this.tables = tables;
        this.config = config;
        this.particular = particular.stream().collect(Collectors.toMap(PersonalData::table, Function.identity()));
        this.vault = vault;
        this.transactions = transactions;
    }

    /**
     * Destroys a person's keys and deletes what they sealed, in one transaction.
     *
     * @return how many rows went
     */
    public long eraseSubject(String subjectRef) {
        return transactions.executeWrite(status -> {
            // The key first: this waits for those who are sealing with it, and what they sealed is seen below.
            var key = vault.destroy(subjectRef);
            var erased = 0L;
            if (key.isPresent()) {
                for (var table : tables.all(status.getConnection())) {
                    if (table.sealed()) {
                        var sql = "delete from " + table.name() + " where sealed_by = ?";
                        try (var statement = status.getConnection().prepareStatement(sql)) {
                            statement.setObject(1, key.get());
                            erased += statement.executeUpdate();
                        }
                    }
                }
            }
            return erased;
        });
    }

    /**
     * Erases what the service holds of the bound tenant, a batch at a time, but for what the law keeps.
     *
     * @return whether nothing is left; if not, it is to be called again
     */
    public boolean eraseTenant() {
        return transactions.executeWrite(status -> {
            var left = new ArrayList<>(tables.all(status.getConnection()).stream()
                    .map(TenantTable::name)
                    .filter(table -> !config.isKept(table))
                    .toList());
            var complete = true;
            var progress = true;
            while (progress && !left.isEmpty()) {
                progress = false;
                for (var table : List.copyOf(left)) {
                    var rows = erase(status.getConnection(), table);
                    if (rows >= 0) {
                        left.remove(table);
                        progress = true;
                        complete &= rows == 0;
                    }
                }
            }
            for (var table : complete ? left : List.<String>of()) {
                // What the law keeps refers to it, so the row stays, with nothing in it.
                var own = particular.get(table);
                if (own == null || !own.blankTenant(status.getConnection())) {
                    throw new IllegalStateException("Rows of " + table + " cannot be erased");
                }
            }
            return complete;
        });
    }

    /** Tells how many rows are left for a later call; -1 while other tables refer to these rows. */
    private long erase(Connection connection, String table) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            var own = particular.get(table);
            var left = own == null ? Optional.<Long>empty() : own.eraseTenant(connection);
            var result = left.isPresent() ? left.get() : deleted(connection, table);
            connection.releaseSavepoint(savepoint);
            return result;
        } catch (SQLException e) {
            if (!FOREIGN_KEY.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(savepoint);
            return -1;
        }
    }

    private static long deleted(Connection connection, String table) throws SQLException {
        var sql =
                "delete from " + table + " where ctid = any(array(select ctid from " + table + " limit " + BATCH + "))";
        try (var statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate() < BATCH ? 0 : 1;
        }
    }
}

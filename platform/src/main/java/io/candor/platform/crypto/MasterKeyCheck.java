package io.candor.platform.crypto;

import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses to start with a master key that does not open the stored keys. */
@Singleton
@Requires(beans = DataSource.class)
class MasterKeyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyCheck.class);

    private final WorkerTransactions workers;
    private final KeyWrapping wrapping;

    MasterKeyCheck(WorkerTransactions workers, KeyWrapping wrapping) {
        this.workers = workers;
        this.wrapping = wrapping;
    }

    @EventListener
    void onStart(StartupEvent event) {
        try {
            workers.call(MasterKeyCheck::oneOfEach).forEach(wrapping::unwrap);
        } catch (CannotGetJdbcConnectionException | TransactionException | DataAccessException e) {
            LOG.warn("The master key could not be checked against the stored keys: {}", e.toString());
        }
    }

    private static List<StoredKey> oneOfEach(Connection connection) throws SQLException {
        var sql = "select distinct on (wrapped_by) tenant_id, key_id, subject_ref, key, wrapped_by from subject_key"
                + " where wrapped_by is not null";
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            var stored = new ArrayList<StoredKey>();
            while (rows.next()) {
                stored.add(KeyTable.read(rows));
            }
            return stored;
        }
    }
}

package io.candor.platform.crypto;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wraps keys that lie there raw, and wraps again what another master key than the primary wrapped. */
@Singleton
@Requires(beans = DataSource.class)
class KeyUpkeepJob {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeepJob.class);
    private static final int BATCH = 200;

    private final WorkerTransactions workers;
    private final TransactionOperations<Connection> transactions;
    private final MasterKey master;
    private final KeyWrapping wrapping;
    private final KeyRing keys;
    private final String service;

    KeyUpkeepJob(
            WorkerTransactions workers,
            TransactionOperations<Connection> transactions,
            MasterKey master,
            KeyWrapping wrapping,
            KeyRing keys,
            @Value("${micronaut.application.name}") String service) {
        this.workers = workers;
        this.transactions = transactions;
        this.master = master;
        this.wrapping = wrapping;
        this.keys = keys;
        this.service = service;
    }

    @Scheduled(fixedDelay = "10s", initialDelay = "1s")
    void run() {
        try {
            wrapRaw();
            var rewrapped = 0;
            for (var batch = rewrap(); batch > 0; batch = rewrap()) {
                rewrapped += batch;
            }
            if (rewrapped > 0) {
                LOG.info("Wrapped {} keys again with the primary master key", rewrapped);
            }
        } catch (RuntimeException e) {
            // A job is a process boundary: it tries again, and no key is lost meanwhile.
            LOG.warn("The keys could not be looked after: {}", e.toString());
        }
    }

    private void wrapRaw() {
        for (var tenant : tenantsWithRawKeys()) {
            TenantContext.ofService(service, tenant, "key-upkeep").run(() -> {
                var wrapped = BATCH;
                while (wrapped > 0) {
                    wrapped = transactions.executeWrite(status -> keys.wrapRaw());
                }
            });
        }
    }

    private List<UUID> tenantsWithRawKeys() {
        return workers.call(connection -> {
            var tenants = new ArrayList<UUID>();
            try (var statement = connection.prepareStatement(
                            "select distinct tenant_id from subject_key where wrapped_by is null");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tenants.add(rows.getObject(1, UUID.class));
                }
            }
            return tenants;
        });
    }

    private int rewrap() {
        return workers.call(connection -> {
            var stored = others(connection);
            var sql = "update subject_key set key = ?, wrapped_by = ? where tenant_id = ? and subject_ref = ?";
            try (var update = connection.prepareStatement(sql)) {
                for (var each : stored) {
                    var wrapped = wrapping.wrap(each.tenantId(), each.name(), wrapping.unwrap(each));
                    update.setBytes(1, wrapped.key());
                    update.setInt(2, wrapped.by());
                    update.setObject(3, each.tenantId());
                    update.setString(4, each.name());
                    update.addBatch();
                }
                update.executeBatch();
            }
            return stored.size();
        });
    }

    private List<StoredKey> others(Connection connection) throws SQLException {
        var sql = KeyTable.SELECT + " where wrapped_by <> ? limit ? for update skip locked";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, master.primary());
            statement.setInt(2, BATCH);
            var stored = new ArrayList<StoredKey>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.add(KeyTable.read(rows));
                }
            }
            return stored;
        }
    }
}

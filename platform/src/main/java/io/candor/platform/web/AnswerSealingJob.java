package io.candor.platform.web;

import io.candor.platform.crypto.Vault;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals answers that lie there in clear from before answers were sealed; no answer stays that is older than a day. */
@Singleton
@Requires(beans = DataSource.class)
class AnswerSealingJob {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerSealingJob.class);
    private static final int BATCH = 100;

    private final WorkerTransactions workers;
    private final TransactionOperations<Connection> transactions;
    private final Vault vault;
    private final String service;

    AnswerSealingJob(
            WorkerTransactions workers,
            TransactionOperations<Connection> transactions,
            Vault vault,
            @Value("${micronaut.application.name}") String service) {
        this.workers = workers;
        this.transactions = transactions;
        this.vault = vault;
        this.service = service;
    }

    private record ClearAnswer(String operation, String key, byte[] request, byte[] answer) {}

    @Scheduled(fixedDelay = "1h", initialDelay = "2s")
    void run() {
        try {
            for (var tenant : tenants()) {
                TenantContext.ofService(service, tenant, "answer-sealing").run(() -> {
                    var sealed = BATCH;
                    while (sealed == BATCH) {
                        sealed = transactions.executeWrite(status -> seal(status.getConnection()));
                    }
                });
            }
        } catch (RuntimeException e) {
            // A job is a process boundary: it tries again.
            LOG.warn("Kept answers could not be sealed: {}", e.toString());
        }
    }

    private List<UUID> tenants() {
        return workers.call(connection -> {
            var tenants = new ArrayList<UUID>();
            try (var statement = connection.prepareStatement(
                            "select distinct tenant_id from idempotency_key where answer is not null");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tenants.add(rows.getObject(1, UUID.class));
                }
            }
            return tenants;
        });
    }

    private int seal(Connection connection) throws SQLException {
        var clear = clear(connection);
        var sql = "update idempotency_key set sealed = ?, sealed_by = ?, request_sha256 = ?, answer = null"
                + " where operation = ? and key = ?";
        try (var update = connection.prepareStatement(sql)) {
            for (var each : clear) {
                var sealed = vault.seal(null, each.answer(), IdempotencyKeys.context(each.key(), each.operation()));
                update.setBytes(1, sealed);
                update.setObject(2, Vault.keyIdOf(sealed));
                update.setBytes(3, IdempotencyKeys.keyed(each.request(), vault));
                update.setString(4, each.operation());
                update.setString(5, each.key());
                update.addBatch();
            }
            update.executeBatch();
        }
        return clear.size();
    }

    private static List<ClearAnswer> clear(Connection connection) throws SQLException {
        var sql = "select operation, key, request_sha256, answer from idempotency_key where answer is not null"
                + " limit ? for update skip locked";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, BATCH);
            var answers = new ArrayList<ClearAnswer>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(new ClearAnswer(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getBytes(3),
                            rows.getString(4).getBytes(StandardCharsets.UTF_8)));
                }
            }
            return answers;
        }
    }
}

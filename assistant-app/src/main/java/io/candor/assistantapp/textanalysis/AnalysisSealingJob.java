package io.candor.assistantapp.textanalysis;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals analyses that lie there in clear from before they were sealed. */
@Singleton
class AnalysisSealingJob {
    private static final Logger LOG = LoggerFactory.getLogger(AnalysisSealingJob.class);
    private static final int BATCH = 100;

    private final WorkerTransactions workers;
    private final TransactionOperations<Connection> transactions;
    private final AnalysisRepository analyses;

    AnalysisSealingJob(
            WorkerTransactions workers, TransactionOperations<Connection> transactions, AnalysisRepository analyses) {
        this.workers = workers;
        this.transactions = transactions;
        this.analyses = analyses;
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "2s")
    void run() {
        try {
            tenants()
                    .forEach(tenant -> TenantContext.ofService("assistant-app", tenant, "analysis-sealing")
                            .run(this::sealAll));
        } catch (RuntimeException e) {
            // A job is a process boundary: it tries again.
            LOG.warn("Analyses could not be sealed: {}", e.toString());
        }
    }

    private void sealAll() {
        var sealed = BATCH;
        while (sealed == BATCH) {
            sealed = transactions.executeWrite(status -> analyses.sealClear(BATCH));
        }
    }

    private List<UUID> tenants() {
        return workers.call(connection -> {
            var sql = "select distinct tenant_id from analysis where content is not null";
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                var tenants = new ArrayList<UUID>();
                while (rows.next()) {
                    tenants.add(rows.getObject(1, UUID.class));
                }
                return tenants;
            }
        });
    }
}

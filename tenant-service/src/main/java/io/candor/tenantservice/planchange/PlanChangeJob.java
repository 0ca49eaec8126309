package io.candor.tenantservice.planchange;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Applies the plan changes whose time has come. */
@Singleton
class PlanChangeJob {
    private final PlanChangeService changes;
    private final WorkerTransactions workers;
    private final Clock clock;

    PlanChangeJob(PlanChangeService changes, WorkerTransactions workers, Clock clock) {
        this.changes = changes;
        this.workers = workers;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "1m", initialDelay = "20s")
    void applyDue() {
        for (var tenant : due()) {
            TenantContext.ofService("tenant-service", tenant, "").run(changes::applyDue);
        }
    }

    private List<UUID> due() {
        var sql = "select tenant_id from plan_change where state = 'pending' and effective_at <= ?";
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                var tenants = new ArrayList<UUID>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        tenants.add(rows.getObject(1, UUID.class));
                    }
                }
                return tenants;
            }
        });
    }
}

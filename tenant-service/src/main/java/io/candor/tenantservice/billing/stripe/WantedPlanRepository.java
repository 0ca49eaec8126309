package io.candor.tenantservice.billing.stripe;

import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which plan the bound tenant's subscription must get, and which tenants wait for theirs. */
@Singleton
class WantedPlanRepository {
    private final JdbcOperations jdbc;
    private final WorkerTransactions workers;

    WantedPlanRepository(JdbcOperations jdbc, WorkerTransactions workers) {
        this.jdbc = jdbc;
        this.workers = workers;
    }

    Optional<WantedPlan> find() {
        var sql = "select wanted_plan, wanted_at from stripe_account"
                + " where tenant_id = current_tenant() and wanted_plan is not null";
        return jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new WantedPlan(
                                rows.getString(1), rows.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        });
    }

    void want(String plan, Instant now) {
        var sql = "update stripe_account set wanted_plan = ?, wanted_at = ? where tenant_id = current_tenant()";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, plan);
            statement.setTimestamp(2, Timestamp.from(now));
            return statement.executeUpdate();
        });
    }

    /** Forgets what was wanted, unless something else is wanted by now. */
    void fulfilled(WantedPlan wanted) {
        var sql = "update stripe_account set wanted_plan = null, wanted_at = null"
                + " where tenant_id = current_tenant() and wanted_plan = ? and wanted_at = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, wanted.plan());
            statement.setTimestamp(2, Timestamp.from(wanted.since()));
            return statement.executeUpdate();
        });
    }

    /** The tenants whose subscription must change. */
    List<UUID> waiting() {
        return workers.call(connection -> {
            var sql = "select tenant_id from stripe_account where wanted_plan is not null order by wanted_at";
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

package io.candor.tenantservice.budget;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The alerts of the bound tenant, and who is told of them. */
@Singleton
class BudgetAlertRepository {
    private final JdbcOperations jdbc;

    BudgetAlertRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when it was raised before. */
    boolean insert(BudgetAlert alert) {
        var sql = "insert into budget_alert (id, budget_id, period, percent, limit_nanos, spent_nanos, raised_at)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, alert.id());
            statement.setObject(2, alert.budgetId());
            statement.setObject(3, alert.period());
            statement.setInt(4, alert.percent());
            statement.setLong(5, alert.limitNanos());
            statement.setLong(6, alert.spentNanos());
            statement.setTimestamp(7, Timestamp.from(alert.raisedAt()));
            return statement.executeUpdate() == 1;
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<BudgetAlert> list(@Nullable UUID after, int limit) {
        var sql =
                "select a.id, a.budget_id, b.api_key_id, a.period, a.percent, a.limit_nanos, a.spent_nanos, a.raised_at"
                        + " from budget_alert a join budget b on b.tenant_id = a.tenant_id and b.id = a.budget_id"
                        + " where ?::uuid is null or a.id < ?::uuid order by a.id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, limit);
            var alerts = new ArrayList<BudgetAlert>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    alerts.add(new BudgetAlert(
                            rows.getObject("id", UUID.class),
                            rows.getObject("budget_id", UUID.class),
                            rows.getObject("api_key_id", UUID.class),
                            rows.getObject("period", LocalDate.class),
                            rows.getInt("percent"),
                            rows.getLong("limit_nanos"),
                            rows.getLong("spent_nanos"),
                            rows.getTimestamp("raised_at").toInstant()));
                }
            }
            return alerts;
        });
    }

    /** The addresses of those who answer for the tenant's money. */
    List<String> recipients() {
        var sql = "select email from member where role in ('owner', 'billing') and status = 'active' order by email";
        return jdbc.prepareStatement(sql, statement -> {
            var addresses = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    addresses.add(rows.getString(1));
                }
            }
            return addresses;
        });
    }
}

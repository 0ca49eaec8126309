package io.candor.tenantservice.budget;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The budgets of the bound tenant, and what its months have cost. */
@Singleton
class BudgetRepository {
    private static final String SELECT = "select b.id, b.api_key_id, b.limit_nanos, b.hard, b.created_at,"
            + " coalesce(s.spent_nanos, 0) as spent_nanos from budget b left join budget_spending s"
            + " on s.tenant_id = b.tenant_id and s.period = ? and s.holder = coalesce('key:' || b.api_key_id, '') ";

    private final JdbcOperations jdbc;

    BudgetRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the holder has a budget. */
    boolean insert(Budget budget) {
        var sql = "insert into budget (id, api_key_id, limit_nanos, hard, created_at) values (?, ?, ?, ?, ?)"
                + " on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, budget.id());
            statement.setObject(2, budget.apiKeyId());
            statement.setLong(3, budget.limitNanos());
            statement.setBoolean(4, budget.hard());
            statement.setTimestamp(5, Timestamp.from(budget.createdAt()));
            return statement.executeUpdate() == 1;
        });
    }

    void change(UUID id, long limitNanos, boolean hard) {
        jdbc.prepareStatement("update budget set limit_nanos = ?, hard = ? where id = ?", statement -> {
            statement.setLong(1, limitNanos);
            statement.setBoolean(2, hard);
            statement.setObject(3, id);
            return statement.executeUpdate();
        });
    }

    boolean delete(UUID id) {
        return jdbc.prepareStatement("delete from budget where id = ?", statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate() == 1;
        });
    }

    Optional<Budget> find(UUID id, LocalDate month) {
        return jdbc.prepareStatement(SELECT + "where b.id = ?", statement -> {
            statement.setObject(1, month);
            statement.setObject(2, id);
            return budgets(statement).stream().findFirst();
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<Budget> list(LocalDate month, @Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or b.id < ?::uuid order by b.id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, month);
            statement.setObject(2, after);
            statement.setObject(3, after);
            statement.setInt(4, limit);
            return budgets(statement);
        });
    }

    /** The budgets of the tenant itself and of one key, if any. */
    List<Budget> of(@Nullable UUID apiKeyId, LocalDate month) {
        var sql = SELECT + "where b.api_key_id is null or b.api_key_id = ?::uuid";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, month);
            statement.setObject(2, apiKeyId);
            return budgets(statement);
        });
    }

    /** Adds to what {@code month} has cost {@code holder}. */
    void spend(LocalDate month, String holder, long nanos) {
        var sql = "insert into budget_spending as s (period, holder, spent_nanos) values (?, ?, ?)"
                + " on conflict (tenant_id, period, holder) do update set spent_nanos = s.spent_nanos + excluded.spent_nanos";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, month);
            statement.setString(2, holder);
            statement.setLong(3, nanos);
            return statement.executeUpdate();
        });
    }

    /** Whether a key with this id exists. */
    boolean isKey(UUID id) {
        return jdbc.prepareStatement("select 1 from api_key where id = ?", statement -> {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    private static List<Budget> budgets(PreparedStatement statement) throws SQLException {
        var budgets = new ArrayList<Budget>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                budgets.add(new Budget(
                        rows.getObject("id", UUID.class),
                        rows.getObject("api_key_id", UUID.class),
                        rows.getLong("limit_nanos"),
                        rows.getBoolean("hard"),
                        rows.getLong("spent_nanos"),
                        rows.getTimestamp("created_at").toInstant()));
            }
        }
        return budgets;
    }
}

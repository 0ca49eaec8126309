package io.candor.tenantservice.planchange;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plan changes of the bound tenant. */
@Singleton
class PlanChangeRepository {
    private static final String SELECT =
            "select id, from_plan, to_plan, effective_at, state, created_at from plan_change ";

    private final JdbcOperations jdbc;

    PlanChangeRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when another change is waited for. */
    boolean insert(PlanChange change, String requestedBy) {
        var sql = "insert into plan_change (id, from_plan, to_plan, effective_at, state, requested_by, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, change.id());
            statement.setString(2, change.fromPlan());
            statement.setString(3, change.toPlan());
            statement.setTimestamp(4, Timestamp.from(change.effectiveAt()));
            statement.setString(5, change.state().value());
            statement.setString(6, requestedBy);
            statement.setTimestamp(7, Timestamp.from(change.createdAt()));
            return statement.executeUpdate() == 1;
        });
    }

    /** Ends the change that is waited for, if it is {@code id}. */
    boolean end(UUID id, PlanChange.State state) {
        return jdbc.prepareStatement(
                "update plan_change set state = ? where id = ? and state = 'pending'", statement -> {
                    statement.setString(1, state.value());
                    statement.setObject(2, id);
                    return statement.executeUpdate() == 1;
                });
    }

    Optional<PlanChange> find(UUID id) {
        return jdbc.prepareStatement(SELECT + "where id = ?", statement -> {
            statement.setObject(1, id);
            return changes(statement).stream().findFirst();
        });
    }

    /** The change that is waited for and due at {@code now}. */
    Optional<PlanChange> findDue(Instant now) {
        return jdbc.prepareStatement(SELECT + "where state = 'pending' and effective_at <= ? for update", statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            return changes(statement).stream().findFirst();
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<PlanChange> list(@Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or id < ?::uuid order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, limit);
            return changes(statement);
        });
    }

    /** How many members and invitations, and how many keys in force, the tenant has. */
    int[] counts(Instant now) {
        var sql = "select (select count(*) from member), (select count(*) from api_key"
                + " where revoked_at is null and (expires_at is null or expires_at > ?))";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new int[] {rows.getInt(1), rows.getInt(2)};
            }
        });
    }

    private static List<PlanChange> changes(PreparedStatement statement) throws SQLException {
        var changes = new ArrayList<PlanChange>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                changes.add(new PlanChange(
                        rows.getObject("id", UUID.class),
                        rows.getString("from_plan"),
                        rows.getString("to_plan"),
                        rows.getTimestamp("effective_at").toInstant(),
                        PlanChange.State.of(rows.getString("state")),
                        rows.getTimestamp("created_at").toInstant()));
            }
        }
        return changes;
    }
}

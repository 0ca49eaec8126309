package io.candor.tenantservice.platformadmin;

import io.candor.platform.tenancy.WorkerTransactions;
import io.candor.tenantservice.member.Role;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Impersonations: of the bound tenant to change them, of every tenant to read them. */
@Singleton
class ImpersonationRepository {
    private static final String SELECT = "select tenant_id, id, operator_subject, role, reason, started_at, expires_at,"
            + " ended_at from impersonation ";

    private final JdbcOperations jdbc;
    private final WorkerTransactions workers;

    ImpersonationRepository(JdbcOperations jdbc, WorkerTransactions workers) {
        this.jdbc = jdbc;
        this.workers = workers;
    }

    void insert(Impersonation impersonation) {
        var sql = "insert into impersonation (id, operator_subject, role, reason, started_at, expires_at)"
                + " values (?, ?, ?, ?, ?, ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, impersonation.id());
            statement.setString(2, impersonation.operator());
            statement.setString(3, impersonation.role().value());
            statement.setString(4, impersonation.reason());
            statement.setTimestamp(5, Timestamp.from(impersonation.startedAt()));
            statement.setTimestamp(6, Timestamp.from(impersonation.expiresAt()));
            return statement.executeUpdate();
        });
    }

    /** The role of the operator's impersonation of the bound tenant that lasts; there is one at most. */
    Optional<Role> activeRole(String operator, Instant now) {
        var sql = "select role from impersonation where operator_subject = ? and ended_at is null and expires_at > ?"
                + " order by id desc limit 1";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, operator);
            statement.setTimestamp(2, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Role.of(rows.getString(1))) : Optional.empty();
            }
        });
    }

    /** False when it had ended. */
    boolean end(UUID id, Instant when) {
        var sql = "update impersonation set ended_at = ? where id = ? and ended_at is null";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(when));
            statement.setObject(2, id);
            return statement.executeUpdate() == 1;
        });
    }

    /** Those of {@code operator} in the bound tenant that last. */
    List<Impersonation> lasting(String operator) {
        return jdbc.prepareStatement(
                SELECT + "where tenant_id = current_tenant() and operator_subject = ? and ended_at is null",
                statement -> {
                    statement.setString(1, operator);
                    return impersonations(statement);
                });
    }

    Optional<Impersonation> find(UUID id) {
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(SELECT + "where id = ?")) {
                statement.setObject(1, id);
                return impersonations(statement).stream().findFirst();
            }
        });
    }

    /** Of every tenant, the newest first: the ids are ordered by time. */
    List<Impersonation> list(@Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or id < ?::uuid order by id desc limit ?";
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, after);
                statement.setObject(2, after);
                statement.setInt(3, limit);
                return impersonations(statement);
            }
        });
    }

    List<Impersonation> expired(Instant now) {
        return workers.call(connection -> {
            try (var statement =
                    connection.prepareStatement(SELECT + "where ended_at is null and expires_at <= ? limit 100")) {
                statement.setTimestamp(1, Timestamp.from(now));
                return impersonations(statement);
            }
        });
    }

    private static List<Impersonation> impersonations(PreparedStatement statement) throws SQLException {
        var impersonations = new ArrayList<Impersonation>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                impersonations.add(impersonation(rows));
            }
        }
        return impersonations;
    }

    private static Impersonation impersonation(ResultSet rows) throws SQLException {
        var ended = rows.getTimestamp("ended_at");
        return new Impersonation(
                rows.getObject("id", UUID.class),
                rows.getObject("tenant_id", UUID.class),
                rows.getString("operator_subject"),
                Role.of(rows.getString("role")),
                rows.getString("reason"),
                rows.getTimestamp("started_at").toInstant(),
                rows.getTimestamp("expires_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}

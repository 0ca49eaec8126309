package io.candor.tenantservice.security;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** The security settings of the bound tenant. */
@Singleton
class SecurityRepository {
    private final JdbcOperations jdbc;

    SecurityRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    boolean isTwoFactorRequired() {
        return jdbc.prepareStatement("select two_factor_required from security_setting", statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        });
    }

    void requireTwoFactor(boolean required, String by, Instant now) {
        var sql = "insert into security_setting (two_factor_required, changed_at, changed_by) values (?, ?, ?)"
                + " on conflict (tenant_id) do update set two_factor_required = excluded.two_factor_required,"
                + " changed_at = excluded.changed_at, changed_by = excluded.changed_by";
        jdbc.prepareStatement(sql, statement -> {
            statement.setBoolean(1, required);
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setString(3, by);
            return statement.executeUpdate();
        });
    }

    /** How many events for the identity provider wait. */
    long pendingChanges() {
        return jdbc.prepareStatement("select count(*) from outbox where topic = 'identity'", statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Leaves an event for each tenant that demands a second factor. */
    boolean tellAgain(Connection worker) throws SQLException {
        var sql = "select tell_identity_change(tenant_id, 'organization', '') from security_setting"
                + " where two_factor_required";
        try (var statement = worker.prepareStatement(sql)) {
            return statement.execute();
        }
    }
}

package io.candor.platform.crypto;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.jdbc.runtime.PreparedStatementCallback;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code subject_key} of one tenant; row-level security names the tenant. */
@Singleton
@Requires(beans = DataSource.class)
class KeyTable {
    static final String SELECT = "select tenant_id, key_id, subject_ref, key, wrapped_by from subject_key";

    private final JdbcOperations jdbc;
    private final Clock clock;

    KeyTable(JdbcOperations jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<StoredKey> find(String name) {
        return first(SELECT + " where subject_ref = ?", statement -> statement.setString(1, name));
    }

    /** The same, and nobody can destroy the key before this transaction has ended. */
    Optional<StoredKey> hold(String name) {
        return first(SELECT + " where subject_ref = ? for key share", statement -> statement.setString(1, name));
    }

    Optional<StoredKey> find(UUID id) {
        return first(SELECT + " where key_id = ?", statement -> statement.setObject(1, id));
    }

    /** Keys that lie there raw, held until the transaction ends. */
    List<StoredKey> raw(int limit) {
        return query(
                SELECT + " where wrapped_by is null and subject_ref <> '' limit ? for update skip locked",
                statement -> statement.setInt(1, limit));
    }

    /** Inserts a key unless there is one of that name. */
    void insert(UUID id, String name, byte[] wrapped, int wrappedBy) {
        var sql = "insert into subject_key (subject_ref, key_id, key, wrapped_by, created_at) values (?, ?, ?, ?, ?)"
                + " on conflict do nothing";
        update(sql, statement -> {
            statement.setString(1, name);
            statement.setObject(2, id);
            statement.setBytes(3, wrapped);
            statement.setInt(4, wrappedBy);
            statement.setTimestamp(5, Timestamp.from(clock.instant()));
        });
    }

    /** Wraps a raw key, unless somebody else has. */
    void replaceRaw(String reference, String name, byte[] wrapped, int wrappedBy) {
        var sql = "update subject_key set subject_ref = ?, key = ?, wrapped_by = ?"
                + " where subject_ref = ? and wrapped_by is null";
        update(sql, statement -> {
            statement.setString(1, name);
            statement.setBytes(2, wrapped);
            statement.setInt(3, wrappedBy);
            statement.setString(4, reference);
        });
    }

    /** Destroys a key; waits for transactions that are using it. */
    Optional<UUID> delete(String name) {
        PreparedStatementCallback<Optional<UUID>> delete = statement -> {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        };
        return jdbc.prepareStatement("delete from subject_key where subject_ref = ? returning key_id", delete);
    }

    static StoredKey read(ResultSet rows) throws SQLException {
        @Nullable Integer wrappedBy = rows.getInt(5);
        if (rows.wasNull()) {
            wrappedBy = null;
        }
        return new StoredKey(
                rows.getObject(1, UUID.class),
                rows.getObject(2, UUID.class),
                rows.getString(3),
                rows.getBytes(4),
                wrappedBy);
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private Optional<StoredKey> first(String sql, Parameters parameters) {
        return query(sql, parameters).stream().findFirst();
    }

    private List<StoredKey> query(String sql, Parameters parameters) {
        return jdbc.prepareStatement(sql, statement -> {
            parameters.set(statement);
            var keys = new ArrayList<StoredKey>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(read(rows));
                }
            }
            return keys;
        });
    }

    private void update(String sql, Parameters parameters) {
        jdbc.prepareStatement(sql, statement -> {
            parameters.set(statement);
            return statement.executeUpdate();
        });
    }
}

package io.candor.tenantservice.apikey;

import io.candor.tenantservice.scope.Scope;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API keys of the bound tenant, and the one key that is presented. */
@Singleton
class ApiKeyRepository {
    private static final String SELECT =
            "select id, name, prefix, scopes, environment, created_at, revoked_at, expires_at, requests_per_minute,"
                    + " previous_until, last_used_at from api_key ";

    private final JdbcOperations jdbc;

    ApiKeyRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when a key in force has this name. */
    boolean insert(ApiKey key, byte[] sha256, String createdBy) {
        var sql = "insert into api_key"
                + " (id, name, prefix, scopes, environment, created_at, key_sha256, created_by, expires_at, requests_per_minute)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, key.id());
            statement.setString(2, key.name());
            statement.setString(3, key.prefix());
            statement.setObject(4, key.scopes().stream().map(Scope::value).toArray(String[]::new));
            statement.setString(5, key.environment().value());
            statement.setTimestamp(6, Timestamp.from(key.createdAt()));
            statement.setBytes(7, sha256);
            statement.setString(8, createdBy);
            statement.setTimestamp(9, timestamp(key.expiresAt()));
            statement.setObject(10, key.requestsPerMinute());
            return statement.executeUpdate() == 1;
        });
    }

    Optional<ApiKey> find(UUID id) {
        return jdbc.prepareStatement(SELECT + "where id = ?", statement -> {
            statement.setObject(1, id);
            return keys(statement).stream().findFirst();
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<ApiKey> list(@Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or id < ?::uuid order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, limit);
            return keys(statement);
        });
    }

    /** Revokes a key; one that is revoked already keeps the time of its first revocation. */
    void revoke(UUID id, Instant now) {
        jdbc.prepareStatement("update api_key set revoked_at = ? where id = ? and revoked_at is null", statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, id);
            return statement.executeUpdate();
        });
    }

    /** Gives a key a new secret; the one until now works until {@code overlapEnd}. */
    void rotate(UUID id, ApiKeySecret secret, Instant overlapEnd) {
        var sql = "update api_key set previous_sha256 = key_sha256, previous_until = ?, key_sha256 = ?, prefix = ?"
                + " where id = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(overlapEnd));
            statement.setBytes(2, secret.sha256());
            statement.setString(3, secret.prefix());
            statement.setObject(4, id);
            return statement.executeUpdate();
        });
    }

    /** Notes that a key was used, unless that was noted since {@code lately}. */
    void noteUse(UUID id, Instant now, Instant lately) {
        var sql = "update api_key set last_used_at = ? where id = ? and (last_used_at is null or last_used_at < ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, id);
            statement.setTimestamp(3, Timestamp.from(lately));
            return statement.executeUpdate();
        });
    }

    /** How many keys are in force. */
    int countInForce(Instant now) {
        var sql = "select count(*) from api_key where revoked_at is null and (expires_at is null or expires_at > ?)";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    /** The key of this digest, of whichever tenant: the policy {@code presented_digest} reads the setting. */
    Optional<PresentedKey> findPresented(byte[] sha256) {
        jdbc.prepareStatement("select set_config('candor.credential', ?, true)", statement -> {
            statement.setString(1, HexFormat.of().formatHex(sha256));
            return statement.execute();
        });
        var sql = "select tenant_id, id, scopes, environment, revoked_at is not null as revoked, requests_per_minute,"
                + " case when key_sha256 = ? then expires_at else least(expires_at, previous_until) end as ends_at"
                + " from api_key where key_sha256 = ? or previous_sha256 = ?";
        return jdbc.prepareStatement(sql, statement -> {
            for (var index = 1; index <= 3; index++) {
                statement.setBytes(index, sha256);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new PresentedKey(
                                rows.getObject("tenant_id", UUID.class),
                                rows.getObject("id", UUID.class),
                                scopes(rows),
                                Environment.of(rows.getString("environment")) == Environment.TEST,
                                rows.getBoolean("revoked"),
                                instant(rows, "ends_at"),
                                rows.getObject("requests_per_minute", Integer.class)))
                        : Optional.empty();
            }
        });
    }

    private static List<ApiKey> keys(PreparedStatement statement) throws SQLException {
        var keys = new ArrayList<ApiKey>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(new ApiKey(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("prefix"),
                        scopes(rows),
                        Environment.of(rows.getString("environment")),
                        rows.getTimestamp("created_at").toInstant(),
                        instant(rows, "expires_at"),
                        rows.getObject("requests_per_minute", Integer.class),
                        instant(rows, "previous_until"),
                        instant(rows, "last_used_at"),
                        instant(rows, "revoked_at")));
            }
        }
        return keys;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        var value = rows.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static List<Scope> scopes(ResultSet rows) throws SQLException {
        var values = (String[]) rows.getArray("scopes").getArray();
        return Arrays.stream(values).map(Scope::of).toList();
    }
}

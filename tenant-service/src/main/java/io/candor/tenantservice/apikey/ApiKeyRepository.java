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
            "select id, name, prefix, scopes, environment, created_at, revoked_at from api_key ";

    private final JdbcOperations jdbc;

    ApiKeyRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when a key in force has this name. */
    boolean insert(ApiKey key, byte[] sha256, String createdBy) {
        var sql = "insert into api_key"
                + " (id, name, prefix, scopes, environment, created_at, key_sha256, created_by)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, key.id());
            statement.setString(2, key.name());
            statement.setString(3, key.prefix());
            statement.setObject(4, key.scopes().stream().map(Scope::value).toArray(String[]::new));
            statement.setString(5, key.environment().value());
            statement.setTimestamp(6, Timestamp.from(key.createdAt()));
            statement.setBytes(7, sha256);
            statement.setString(8, createdBy);
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

    /** The key of this digest, of whichever tenant: the policy {@code presented_digest} reads the setting. */
    Optional<PresentedKey> findPresented(byte[] sha256) {
        jdbc.prepareStatement("select set_config('candor.credential', ?, true)", statement -> {
            statement.setString(1, HexFormat.of().formatHex(sha256));
            return statement.execute();
        });
        var sql = "select tenant_id, id, scopes, environment, revoked_at is not null as revoked"
                + " from api_key where key_sha256 = ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setBytes(1, sha256);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new PresentedKey(
                                rows.getObject("tenant_id", UUID.class),
                                rows.getObject("id", UUID.class),
                                scopes(rows),
                                Environment.of(rows.getString("environment")) == Environment.TEST,
                                rows.getBoolean("revoked")))
                        : Optional.empty();
            }
        });
    }

    private static List<ApiKey> keys(PreparedStatement statement) throws SQLException {
        var keys = new ArrayList<ApiKey>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                var revoked = rows.getTimestamp("revoked_at");
                keys.add(new ApiKey(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("prefix"),
                        scopes(rows),
                        Environment.of(rows.getString("environment")),
                        rows.getTimestamp("created_at").toInstant(),
                        revoked == null ? null : revoked.toInstant()));
            }
        }
        return keys;
    }

    private static List<Scope> scopes(ResultSet rows) throws SQLException {
        var values = (String[]) rows.getArray("scopes").getArray();
        return Arrays.stream(values).map(Scope::of).toList();
    }
}

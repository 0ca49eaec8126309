package io.candor.tenantservice.identityprovider;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The identity providers of the bound tenant, and the domains that they took. */
@Singleton
class IdentityProviderRepository {
    private static final String SELECT =
            "select id, alias, name, protocol, issuer, domains, created_at from identity_provider ";

    private final JdbcOperations jdbc;

    IdentityProviderRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ConnectedProvider provider, String createdBy) {
        var sql = "insert into identity_provider (id, alias, name, protocol, issuer, domains, created_at, created_by)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, provider.id());
            statement.setString(2, provider.alias());
            statement.setString(3, provider.name());
            statement.setString(4, provider.protocol());
            statement.setString(5, provider.issuer());
            statement.setObject(6, provider.domains().toArray(String[]::new));
            statement.setTimestamp(7, Timestamp.from(provider.createdAt()));
            statement.setString(8, createdBy);
            return statement.executeUpdate();
        });
    }

    /** False when any tenant has the domain. */
    boolean insertDomain(String domain, UUID provider) {
        var sql = "insert into identity_provider_domain (domain, provider_id) values (?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, domain);
            statement.setObject(2, provider);
            return statement.executeUpdate() == 1;
        });
    }

    Optional<ConnectedProvider> find(String realm, UUID id) {
        return jdbc.prepareStatement(SELECT + "where id = ?", statement -> {
            statement.setObject(1, id);
            return providers(realm, statement).stream().findFirst();
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<ConnectedProvider> list(String realm, @Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or id < ?::uuid order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, limit);
            return providers(realm, statement);
        });
    }

    boolean delete(UUID id) {
        return jdbc.prepareStatement("delete from identity_provider where id = ?", statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate() == 1;
        });
    }

    boolean exists(String alias) {
        return jdbc.prepareStatement("select 1 from identity_provider where alias = ?", statement -> {
            statement.setString(1, alias);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    private static List<ConnectedProvider> providers(String realm, PreparedStatement statement) throws SQLException {
        var providers = new ArrayList<ConnectedProvider>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                var alias = rows.getString("alias");
                providers.add(new ConnectedProvider(
                        rows.getObject("id", UUID.class),
                        alias,
                        rows.getString("name"),
                        rows.getString("protocol"),
                        rows.getString("issuer"),
                        List.of((String[]) rows.getArray("domains").getArray()),
                        realm + "/broker/" + alias + "/endpoint",
                        rows.getTimestamp("created_at").toInstant()));
            }
        }
        return providers;
    }
}

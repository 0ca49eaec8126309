package io.candor.tenantservice.serviceaccount;

import io.candor.tenantservice.scope.Scope;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service accounts of the bound tenant, and the one whose token is presented. */
@Singleton
class ServiceAccountRepository {
    private static final String SELECT = "select id, client_id, name, scopes, created_at from service_account ";

    private final JdbcOperations jdbc;

    ServiceAccountRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the tenant has one of this name. */
    boolean insert(ServiceAccount account, String createdBy) {
        var sql = "insert into service_account (id, client_id, name, scopes, created_at, created_by)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, account.id());
            statement.setString(2, account.clientId());
            statement.setString(3, account.name());
            statement.setObject(4, account.scopes().stream().map(Scope::value).toArray(String[]::new));
            statement.setTimestamp(5, Timestamp.from(account.createdAt()));
            statement.setString(6, createdBy);
            return statement.executeUpdate() == 1;
        });
    }

    Optional<ServiceAccount> find(UUID id) {
        return jdbc.prepareStatement(SELECT + "where id = ?", statement -> {
            statement.setObject(1, id);
            return accounts(statement).stream().findFirst();
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<ServiceAccount> list(@Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or id < ?::uuid order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, limit);
            return accounts(statement);
        });
    }

    boolean delete(UUID id) {
        return jdbc.prepareStatement("delete from service_account where id = ?", statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate() == 1;
        });
    }

    boolean exists(String clientId) {
        return jdbc.prepareStatement("select 1 from service_account where client_id = ?", statement -> {
            statement.setString(1, clientId);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    /** The account of this client, of whichever tenant: the policy {@code presented_client} reads the setting. */
    Optional<PresentedAccount> findPresented(String clientId) {
        jdbc.prepareStatement("select set_config('candor.client_id', ?, true)", statement -> {
            statement.setString(1, clientId);
            return statement.execute();
        });
        var sql = "select tenant_id, scopes from service_account where client_id = ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, clientId);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new PresentedAccount(rows.getObject("tenant_id", UUID.class), scopes(rows)))
                        : Optional.empty();
            }
        });
    }

    private static List<ServiceAccount> accounts(PreparedStatement statement) throws SQLException {
        var accounts = new ArrayList<ServiceAccount>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                accounts.add(new ServiceAccount(
                        rows.getObject("id", UUID.class),
                        rows.getString("client_id"),
                        rows.getString("name"),
                        scopes(rows),
                        rows.getTimestamp("created_at").toInstant()));
            }
        }
        return accounts;
    }

    private static List<Scope> scopes(ResultSet rows) throws SQLException {
        var values = (String[]) rows.getArray("scopes").getArray();
        return Arrays.stream(values).map(Scope::of).toList();
    }
}

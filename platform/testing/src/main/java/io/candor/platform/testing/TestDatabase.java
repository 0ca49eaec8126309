package io.candor.platform.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One embedded PostgreSQL per test JVM, with the roles of production. */
public final class TestDatabase {
    private static final String PASSWORD = "test-password";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    private static final class Holder {
        static final EmbeddedPostgres POSTGRES = start();
    }

    /** The password of {@code candor_app} and {@code candor_owner}. */
    public static String password() {
        return PASSWORD;
    }

    /** Creates an empty database with the roles in place, and gives its JDBC address. */
    public static String createDatabase() {
        var name = "candor_" + NUMBER.incrementAndGet();
        try (var connection = Holder.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a test database", e);
        }
        try (var connection = superuser(name).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(roles());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the roles", e);
        }
        return "jdbc:postgresql://localhost:" + Holder.POSTGRES.getPort() + "/" + name;
    }

    /** The superuser's data source of the database that {@code jdbcUrl} names, to look past row-level security. */
    public static DataSource superuserOf(String jdbcUrl) {
        return superuser(jdbcUrl.substring(jdbcUrl.lastIndexOf('/') + 1));
    }

    private static DataSource superuser(String database) {
        return Holder.POSTGRES.getDatabase("postgres", database);
    }

    private static String roles() {
        try (var sql = TestDatabase.class.getResourceAsStream("/db/roles.sql")) {
            if (sql == null) {
                throw new IllegalStateException("db/roles.sql is missing from the class path");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${owner_password}", PASSWORD)
                    .replace("${app_password}", PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

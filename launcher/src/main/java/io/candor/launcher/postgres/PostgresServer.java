package io.candor.launcher.postgres;

import io.candor.launcher.process.OneShot;
import io.candor.launcher.process.ProcessSpec;
import io.candor.launcher.process.StopSignal;
import io.candor.launcher.state.FolderTree;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.Passwords;
import io.candor.launcher.state.PrivateFile;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** The embedded PostgreSQL of one state folder, reachable on the loopback interface only, passwords required. */
public final class PostgresServer {
    /** Its name in records, logs and messages. */
    public static final String NAME = "postgres";

    private static final String SUPERUSER = "postgres";
    private static final String DATABASE = "candor";
    private static final String ROLES = "db/roles.sql";

    private final StateFolder state;
    private final Passwords passwords;
    private final int port;

    /** A server that is not started yet. */
    public PostgresServer(StateFolder state, Passwords passwords, int port) {
        this.state = state;
        this.passwords = passwords;
        this.port = port;
    }

    /** Unpacks the binaries and makes the data folder where they are missing, and says how to start the server. */
    public ProcessSpec prepare() throws InterruptedException {
        var home = PostgresBinaries.unpackInto(state.postgres());
        if (!Files.exists(dataFolder())) {
            initialise(home);
        }
        forgetDeadServer();
        var command = asOrdinaryUser(List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                dataFolder().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=150",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC"));
        return new ProcessSpec(
                NAME,
                command,
                Map.of(),
                state.log(NAME),
                marker(),
                port,
                this::accepts,
                StopSignal.INT,
                Duration.ofSeconds(60));
    }

    /** Creates the database, and runs the roles file that lies in a service's jar with this folder's passwords. */
    public void createRoles(Path serviceJar) {
        try (var connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'");
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            throw new LauncherException("Cannot create the database: " + e.getMessage(), e);
        }
        try (var connection = connect(DATABASE);
                var statement = connection.createStatement()) {
            statement.execute(rolesFile(serviceJar)
                    .replace("${owner_password}", passwords.of("candor_owner"))
                    .replace("${app_password}", passwords.of("candor_app")));
        } catch (SQLException e) {
            throw new LauncherException("Cannot create the database roles: " + e.getMessage(), e);
        }
    }

    /** The address of the database for JDBC. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** The superuser's password, for tests that look into the database from outside. */
    public String superuserPassword() {
        return passwords.of(SUPERUSER);
    }

    private Path dataFolder() {
        return state.postgres().resolve("data");
    }

    private String marker() {
        return "-D " + dataFolder() + " ";
    }

    private boolean accepts() {
        try (var connection = connect(SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, superuserPassword());
    }

    /** Builds the data folder under another name first, so that a killed attempt is never taken for a whole one. */
    private void initialise(Path home) throws InterruptedException {
        var password = state.postgres().resolve("superuser");
        PrivateFile.write(password, superuserPassword());
        try {
            var next = FolderTree.createAnew(state.postgres().resolve("initialising"));
            var command = asOrdinaryUser(List.of(
                    home.resolve("bin/initdb").toString(),
                    "--auth=scram-sha-256",
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--pgdata=" + next));
            var log = state.log(NAME + "-init");
            if (OneShot.run(command, Map.of(), log) != 0) {
                throw new LauncherException("PostgreSQL cannot create its data folder; see " + log);
            }
            Files.move(next, dataFolder());
            Files.delete(password);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the data folder of PostgreSQL", e);
        }
    }

    /** After a kill of everything PostgreSQL's own lock file stays, and its number may belong to another process by now. */
    private void forgetDeadServer() {
        var lock = dataFolder().resolve("postmaster.pid");
        try {
            if (Files.exists(lock)) {
                var pid = Files.readAllLines(lock).getFirst().strip();
                var commandLine = Path.of("/proc", pid, "cmdline");
                var runs = Files.exists(commandLine)
                        && Files.readString(commandLine).replace('\0', ' ').contains(marker());
                if (!runs) {
                    Files.delete(lock);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + lock, e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        var all = new ArrayList<>(List.of("unshare", "-U"));
        all.addAll(command);
        return all;
    }

    private static String rolesFile(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.getEntry(ROLES);
            if (entry == null) {
                throw new LauncherException(jar + " has no " + ROLES + "; build it again");
            }
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LauncherException("Cannot read " + jar + "; run ./candor up, which builds it", e);
        }
    }
}

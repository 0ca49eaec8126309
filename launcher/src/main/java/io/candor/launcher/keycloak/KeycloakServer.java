package io.candor.launcher.keycloak;

import io.candor.launcher.process.ProcessSpec;
import io.candor.launcher.process.ReadyCheck;
import io.candor.launcher.process.StopSignal;
import io.candor.launcher.state.Passwords;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Keycloak of one state folder, with its own embedded database, on the loopback interface only. */
public final class KeycloakServer {
    /** Its name in records, logs and messages. */
    public static final String NAME = "keycloak";

    private static final String ADMIN = "admin";

    private final StateFolder state;
    private final Passwords passwords;
    private final HttpClient client;
    private final int port;
    private final int gatewayPort;

    /** A server that is not started yet. */
    public KeycloakServer(StateFolder state, Passwords passwords, HttpClient client, int port, int gatewayPort) {
        this.state = state;
        this.passwords = passwords;
        this.client = client;
        this.port = port;
        this.gatewayPort = gatewayPort;
    }

    /** Unpacks, builds and configures it where that is still to be done, and says how to start it. */
    public ProcessSpec prepare(Path distributionFolder) throws InterruptedException {
        var home = new KeycloakDistribution(state.keycloak(), state.log(NAME + "-build")).prepare(distributionFolder);
        var imports = home.resolve("data/import");
        try {
            Files.createDirectories(imports);
            Files.writeString(
                    imports.resolve("candor-realm.json"),
                    RealmFile.forGateway(gatewayPort).text());
            if (!Files.exists(home.resolve("data/h2"))) {
                Files.writeString(importedPort(), Integer.toString(gatewayPort));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the realm file", e);
        }
        return new ProcessSpec(
                NAME,
                command(home),
                Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword()),
                state.log(NAME),
                state.marker() + " -Dcandor.service=" + NAME + " ",
                port,
                ReadyCheck.http(client, URI.create(issuer() + "/.well-known/openid-configuration")),
                StopSignal.TERM,
                Duration.ofSeconds(180));
    }

    /** Tells a realm that was imported with another gateway port about the new one. */
    public void followGatewayPort() throws InterruptedException {
        var seen = importedPort();
        try {
            var port = Integer.toString(gatewayPort);
            if (!Files.exists(seen) || !Files.readString(seen).equals(port)) {
                new KeycloakAdmin(client, URI.create("http://127.0.0.1:" + this.port), ADMIN, adminPassword())
                        .updateRedirects(RealmFile.forGateway(gatewayPort).client(RealmFile.WEB_CLIENT));
                Files.writeString(seen, port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell Keycloak the gateway's port", e);
        }
    }

    /** The issuer of the realm's tokens. */
    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/" + RealmFile.REALM;
    }

    private Path importedPort() {
        return state.keycloak().resolve("gateway-port");
    }

    private String adminPassword() {
        return passwords.of("keycloak-admin");
    }

    /**
     * What {@code kc.sh} would run, without the shell in between: the recorded process is the server itself. The client
     * compiler alone starts it in half the time with less memory, and signing in is no hot path on one machine.
     */
    private List<String> command(Path home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                state.marker(),
                "-Dcandor.service=" + NAME,
                "-Xms64m",
                "-Xmx384m",
                "-XX:MetaspaceSize=96M",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://127.0.0.1:" + port,
                "--cache=local",
                "--import-realm");
    }
}

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

    /** The password of the client by which tenant-service manages the realm. */
    public static final String CLIENT_PASSWORD = "keycloak-tenant-service";

    private static final String ADMIN = "admin";

    private final StateFolder state;
    private final Passwords passwords;
    private final HttpClient client;
    private final int port;
    private final int gatewayPort;
    private final Map<String, String> environment;

    /** A server that is not started yet; {@code environment} may name a mail server. */
    public KeycloakServer(
            StateFolder state,
            Passwords passwords,
            HttpClient client,
            int port,
            int gatewayPort,
            Map<String, String> environment) {
        this.state = state;
        this.passwords = passwords;
        this.client = client;
        this.port = port;
        this.gatewayPort = gatewayPort;
        this.environment = Map.copyOf(environment);
    }

    /** Unpacks, builds and configures it where that is still to be done, and says how to start it. */
    public ProcessSpec prepare(Path distributionFolder) throws InterruptedException {
        var home = new KeycloakDistribution(state.keycloak(), state.log(NAME + "-build")).prepare(distributionFolder);
        var imports = home.resolve("data/import");
        try {
            Files.createDirectories(imports);
            Files.writeString(imports.resolve("candor-realm.json"), realm().text());
            if (!Files.exists(home.resolve("data/h2"))) {
                Files.writeString(importedRealm(), realm().text());
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

    /** Tells a realm that was imported from another form of the realm file what is new in it. */
    public void followRealmFile() throws InterruptedException {
        var seen = importedRealm();
        try {
            var text = realm().text();
            if (!Files.exists(seen) || !Files.readString(seen).equals(text)) {
                new KeycloakAdmin(client, URI.create(url()), ADMIN, adminPassword()).follow(realm());
                Files.writeString(seen, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell Keycloak what is new in the realm file", e);
        }
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The issuer of the realm's tokens. */
    public String issuer() {
        return url() + "/realms/" + RealmFile.REALM;
    }

    private RealmFile realm() {
        return RealmFile.of(gatewayPort, passwords.of(CLIENT_PASSWORD), environment);
    }

    private Path importedRealm() {
        return state.keycloak().resolve("imported-realm.json");
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

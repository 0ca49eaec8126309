package io.candor.launcher.platform;

import io.candor.launcher.key.MasterKey;
import io.candor.launcher.key.OperatorToken;
import io.candor.launcher.key.SigningKeys;
import io.candor.launcher.keycloak.KeycloakServer;
import io.candor.launcher.postgres.PostgresServer;
import io.candor.launcher.process.ProcessRecords;
import io.candor.launcher.process.ProcessSpec;
import io.candor.launcher.process.Progress;
import io.candor.launcher.process.SupervisedProcess;
import io.candor.launcher.seed.Access;
import io.candor.launcher.seed.DemoSeed;
import io.candor.launcher.service.Port;
import io.candor.launcher.service.Service;
import io.candor.launcher.service.ServiceProcesses;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.Passwords;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Keycloak and the services on this machine, started together, kept running, stopped together.
 *
 * <p>A system test uses it so:
 *
 * <pre>{@code
 * try (var platform = Platform.start(PlatformConfig.forTests(projectRoot, temporaryFolder), System.out::println)) {
 *     var access = platform.seed();                              // tenants, members, an API key
 *     var ledger = platform.process(Service.AUDIT_LEDGER);
 *     ledger.restartWith(Map.of("CANDOR_PAUSE_AT", "ledger.committed", "CANDOR_PAUSE_DIR", folder));
 *     ledger.awaitReady();
 *     // … send a request to platform.url(Service.GATEWAY), wait for the file, then:
 *     ledger.kill();                                             // SIGKILL; the supervisor starts it again
 *     ledger.awaitReady();
 * }
 * }</pre>
 */
public final class Platform implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final PlatformConfig config;
    private final Progress progress;
    private final ProcessRecords records;
    private final Passwords passwords;
    private final SigningKeys keys;
    private final PostgresServer postgres;
    private final KeycloakServer keycloak;
    private final ServiceProcesses services;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private boolean closed;
    private @Nullable Thread starter;

    /** A platform that is not started yet; whoever makes it closes it, even when its start fails. */
    public Platform(PlatformConfig config, Progress progress) {
        var state = config.state();
        this.config = config;
        this.progress = progress;
        this.records = new ProcessRecords(state.run());
        this.passwords = new Passwords(state);
        this.keys = new SigningKeys(state);
        this.postgres = new PostgresServer(state, passwords, config.ports().of(Port.DATABASE));
        this.keycloak = new KeycloakServer(
                state,
                passwords,
                client,
                config.ports().of(Port.KEYCLOAK),
                config.ports().of(Port.GATEWAY),
                config.environment().getOrDefault(Service.TENANT_SERVICE, System.getenv()));
        this.services = new ServiceProcesses(
                config.projectRoot(),
                state,
                config.ports(),
                passwords,
                keys,
                client,
                config.classArchives(),
                postgres.jdbcUrl(),
                config.oidcIssuer() == null ? keycloak.issuer() : config.oidcIssuer(),
                config.gatewayHost(),
                config.keycloak() ? keycloak.url() : null);
    }

    /** Starts a platform and waits until all of it is ready; nothing is left running when that fails. */
    public static Platform start(PlatformConfig config, Progress progress) throws InterruptedException {
        var platform = new Platform(config, progress);
        try {
            platform.start();
            return platform;
        } catch (RuntimeException | InterruptedException e) {
            platform.close();
            throw e;
        }
    }

    /** Starts everything and waits until all of it is ready. */
    public void start() throws InterruptedException {
        synchronized (this) {
            starter = Thread.currentThread();
        }
        try {
            config.state().create();
            keys.create();
            new MasterKey(config.state()).create();
            records.endLeftovers(GRACE);
            var specs = Stream.of(Service.values())
                    .map(service ->
                            services.of(service).with(config.environment().getOrDefault(service, Map.of())))
                    .toList();
            Together.run(
                    config.keycloak()
                            ? List.of(this::startKeycloak, () -> startPostgresAndServices(specs))
                            : List.of(() -> startPostgresAndServices(specs)));
        } finally {
            synchronized (this) {
                starter = null;
            }
        }
    }

    /** The process of one service: its pid, its state, kill, restart with other environment variables. */
    public SupervisedProcess process(Service service) {
        return process(service.id());
    }

    /** The address of one service. */
    public String url(Service service) {
        return services.url(service);
    }

    /** The database, for tests that look into it from outside. */
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    /** Kills the database at once (SIGKILL) and waits until it is up again: for crash runs. */
    public void killDatabase() throws InterruptedException {
        process(PostgresServer.NAME).kill();
        process(PostgresServer.NAME).awaitReady();
    }

    /** The password of PostgreSQL's superuser {@code postgres}. */
    public String superuserPassword() {
        return postgres.superuserPassword();
    }

    /** The password of the role {@code candor_app}, as which the services work. */
    public String applicationPassword() {
        return passwords.of("candor_app");
    }

    /** Mints internal tokens of the issuer {@code operator}. */
    public OperatorToken operatorTokens() {
        return new OperatorToken(keys, Clock.systemUTC());
    }

    /** Brings in the demo's tenants, members and API key where they are missing. */
    public Access seed() throws InterruptedException {
        new LedgerKeyPin(client, progress)
                .pin(url(Service.AUDIT_LEDGER), config.state().ledgerPublicKey());
        return new DemoSeed(client, operatorTokens(), url(Service.TENANT_SERVICE))
                .seed(
                        url(Service.GATEWAY),
                        services.oidcIssuer(),
                        config.state().accessFile());
    }

    /** Stops everything, the database last. */
    @Override
    public void close() {
        List<SupervisedProcess> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(processes.values());
            if (starter != null && starter != Thread.currentThread()) {
                starter.interrupt();
            }
        }
        try {
            Together.run(all.stream()
                    .filter(process -> !process.name().equals(PostgresServer.NAME))
                    .map(process -> (Together.Step) () -> process.stop(GRACE))
                    .toList());
            for (var process : all) {
                process.stop(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private void startKeycloak() throws InterruptedException {
        progress.say("preparing Keycloak (the first time it takes half a minute)");
        launch(keycloak.prepare(config.projectRoot().resolve("launcher/target/dist")));
        awaitReady(KeycloakServer.NAME);
        keycloak.followRealmFile();
    }

    private void startPostgresAndServices(List<ProcessSpec> specs) throws InterruptedException {
        progress.say("starting PostgreSQL");
        launch(postgres.prepare());
        awaitReady(PostgresServer.NAME);
        postgres.createRoles(Service.TENANT_SERVICE.jar(config.projectRoot()));
        progress.say("starting "
                + String.join(", ", specs.stream().map(ProcessSpec::name).toList()));
        specs.forEach(this::launch);
        Together.run(specs.stream()
                .map(spec -> (Together.Step) () -> awaitReady(spec.name()))
                .toList());
    }

    private void awaitReady(String name) throws InterruptedException {
        var begin = System.nanoTime();
        process(name).awaitReady();
        progress.say("%s is ready after %.1f s".formatted(name, (System.nanoTime() - begin) / 1e9));
    }

    private synchronized SupervisedProcess process(String name) {
        var process = processes.get(name);
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    private synchronized void launch(ProcessSpec spec) {
        if (closed) {
            throw new LauncherException("The platform is being stopped");
        }
        var process = new SupervisedProcess(spec, records, progress);
        processes.put(spec.name(), process);
        process.start();
    }
}

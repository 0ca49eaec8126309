package io.candor.launcher.service;

import io.candor.launcher.key.MasterKey;
import io.candor.launcher.key.SigningKeys;
import io.candor.launcher.keycloak.KeycloakServer;
import io.candor.launcher.process.ProcessSpec;
import io.candor.launcher.process.ReadyCheck;
import io.candor.launcher.process.StopSignal;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.Passwords;
import io.candor.launcher.state.StateFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how each service is started on this machine. Only the gateway may listen beyond the loopback interface.
 *
 * @param classArchives whether each JVM leaves an archive of its classes when it ends, for a faster next start
 * @param gatewayHost the address the gateway listens on
 * @param keycloakUrl the Keycloak that tenant-service manages, if there is one
 */
public record ServiceProcesses(
        Path projectRoot,
        StateFolder state,
        Ports ports,
        Passwords passwords,
        SigningKeys keys,
        HttpClient client,
        boolean classArchives,
        String jdbcUrl,
        String oidcIssuer,
        String gatewayHost,
        @Nullable String keycloakUrl) {

    private static final String LOOPBACK = "127.0.0.1";

    /** The specification of one service's process. */
    public ProcessSpec of(Service service) {
        var jar = service.jar(projectRoot);
        if (!Files.exists(jar)) {
            throw new LauncherException(jar + " is missing; run ./candor up, which builds it");
        }
        return new ProcessSpec(
                service.id(),
                command(service, jar),
                environment(service),
                state.log(service.id()),
                state.marker() + " -Dcandor.service=" + service.id() + " ",
                ports.of(service.port()),
                ReadyCheck.http(client, URI.create(url(service) + "/health")),
                StopSignal.TERM,
                Duration.ofSeconds(120));
    }

    /** Where a process on this machine reaches the service. */
    public String url(Service service) {
        return "http://" + LOOPBACK + ":" + ports.of(service.port());
    }

    private List<String> command(Service service, Path jar) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                state.marker(),
                "-Dcandor.service=" + service.id(),
                "-Xms32m",
                "-Xmx" + service.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC"));
        if (classArchives) {
            command.addAll(classArchive(service, jar));
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** The JVM writes the archive when it ends in good order, but only if there is none: one of an older jar is in its way. */
    private List<String> classArchive(Service service, Path jar) {
        var archive = state.cache().resolve(service.id() + ".jsa");
        try {
            if (Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the class archive " + archive, e);
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable",
                "-Xlog:all=error:stderr");
    }

    private Map<String, String> environment(Service service) {
        var all = new HashMap<String, String>();
        all.put("CANDOR_HOST", service == Service.GATEWAY ? gatewayHost : LOOPBACK);
        all.put("CANDOR_PORT", Integer.toString(ports.of(service.port())));
        all.put("CANDOR_DB_URL", jdbcUrl);
        all.put("CANDOR_DB_APP_PASSWORD", passwords.of("candor_app"));
        all.put("CANDOR_DB_OWNER_PASSWORD", passwords.of("candor_owner"));
        all.put("CANDOR_TOKEN_KEY", keys.privateKey(service.id()).toString());
        all.put("CANDOR_TOKEN_TRUST", keys.trust().toString());
        all.put("CANDOR_GATEWAY_URL", url(Service.GATEWAY));
        all.put("CANDOR_MASTER_KEY", new MasterKey(state).file().toString());
        all.put("CANDOR_TENANT_URL", url(Service.TENANT_SERVICE));
        all.put("CANDOR_LEDGER_URL", url(Service.AUDIT_LEDGER));
        all.put("CANDOR_ASSISTANT_URL", url(Service.ASSISTANT_APP));
        all.put("CANDOR_RUNTIME_URL", url(Service.MODEL_RUNTIME));
        all.put("CANDOR_RUNTIME_GRPC", LOOPBACK + ":" + ports.of(Port.RUNTIME_GRPC));
        all.put("CANDOR_OIDC_ISSUER", oidcIssuer);
        switch (service) {
            case MODEL_RUNTIME -> {
                all.put("CANDOR_GRPC_PORT", Integer.toString(ports.of(Port.RUNTIME_GRPC)));
                all.put(
                        "CANDOR_MODELS",
                        projectRoot.resolve("model-runtime/target/models") + File.pathSeparator + state.models());
            }
            case AUDIT_LEDGER ->
                all.put("CANDOR_LEDGER_KEY", state.keys().resolve("ledger.key").toString());
            case GATEWAY ->
                all.put("CANDOR_WEB_UI", projectRoot.resolve("web-ui/dist").toString());
            case TENANT_SERVICE -> {
                all.put("CANDOR_WEB_URL", url(Service.GATEWAY));
                all.put("CANDOR_GATEWAY_URL", url(Service.GATEWAY));
                if (keycloakUrl != null) {
                    all.put("CANDOR_KEYCLOAK_URL", keycloakUrl);
                    all.put("CANDOR_KEYCLOAK_CLIENT_SECRET", passwords.of(KeycloakServer.CLIENT_PASSWORD));
                }
            }
            case ASSISTANT_APP -> {}
        }
        return all;
    }
}

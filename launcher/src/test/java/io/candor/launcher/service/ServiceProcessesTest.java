package io.candor.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.launcher.key.SigningKeys;
import io.candor.launcher.state.Passwords;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessesTest {
    private static final Instant BUILT = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    Path folder;

    private StateFolder state;
    private Path archive;

    @BeforeEach
    void buildJar() throws IOException {
        state = new StateFolder(folder.resolve("state"));
        state.create();
        archive = state.cache().resolve("gateway.jsa");
        var jar = Service.GATEWAY.jar(folder);
        Files.createDirectories(jar.getParent());
        Files.setLastModifiedTime(Files.createFile(jar), FileTime.from(BUILT));
    }

    @Test
    void aClassArchiveOfAnOlderJarIsRemoved() throws IOException {
        Files.setLastModifiedTime(Files.createFile(archive), FileTime.from(BUILT.minusSeconds(1)));

        var command = processes("127.0.0.1").of(Service.GATEWAY).command();

        assertThat(archive).doesNotExist();
        assertThat(command).contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void aClassArchiveOfThisJarStays() throws IOException {
        Files.setLastModifiedTime(Files.createFile(archive), FileTime.from(BUILT.plusSeconds(1)));

        processes("127.0.0.1").of(Service.GATEWAY);

        assertThat(archive).exists();
    }

    @Test
    void onlyTheGatewayListensBeyondTheLoopbackInterface() throws IOException {
        var ledger = Service.AUDIT_LEDGER.jar(folder);
        Files.createDirectories(ledger.getParent());
        Files.createFile(ledger);

        var processes = processes("0.0.0.0");

        assertThat(processes.of(Service.GATEWAY).environment()).containsEntry("CANDOR_HOST", "0.0.0.0");
        assertThat(processes.of(Service.AUDIT_LEDGER).environment()).containsEntry("CANDOR_HOST", "127.0.0.1");
        assertThat(processes.url(Service.GATEWAY)).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void theRuntimeReadsTheModelsThatAreBuiltAndThoseOfTheStateFolder() throws IOException {
        var runtime = Service.MODEL_RUNTIME.jar(folder);
        Files.createDirectories(runtime.getParent());
        Files.createFile(runtime);

        assertThat(processes("127.0.0.1").of(Service.MODEL_RUNTIME).environment())
                .containsEntry("CANDOR_MODELS", folder.resolve("model-runtime/target/models") + ":" + state.models());
        assertThat(state.models()).isDirectory();
    }

    @Test
    void onlyTenantServiceManagesKeycloak() throws IOException {
        for (var service : Service.values()) {
            Files.createDirectories(service.jar(folder).getParent());
            Files.writeString(service.jar(folder), "");
            var environment = processes("127.0.0.1").of(service).environment();

            if (service == Service.TENANT_SERVICE) {
                assertThat(environment).containsEntry("CANDOR_KEYCLOAK_URL", "http://127.0.0.1:8180");
                assertThat(environment.get("CANDOR_KEYCLOAK_CLIENT_SECRET")).hasSizeGreaterThan(20);
            } else {
                assertThat(environment).doesNotContainKey("CANDOR_KEYCLOAK_CLIENT_SECRET");
            }
        }
    }

    private ServiceProcesses processes(String gatewayHost) {
        return new ServiceProcesses(
                folder,
                state,
                Ports.from(Map.of()),
                new Passwords(state),
                new SigningKeys(state),
                HttpClient.newHttpClient(),
                true,
                "jdbc:postgresql://127.0.0.1:15432/candor",
                "http://127.0.0.1:8180/realms/candor",
                gatewayHost,
                "http://127.0.0.1:8180");
    }
}

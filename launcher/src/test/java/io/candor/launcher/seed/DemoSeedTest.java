package io.candor.launcher.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.launcher.key.OperatorToken;
import io.candor.launcher.key.SigningKeys;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSeedTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private FakeTenantService tenantService;
    private Path accessFile;
    private DemoSeed seed;

    @BeforeEach
    void start() throws IOException {
        var state = new StateFolder(folder);
        state.create();
        var keys = new SigningKeys(state);
        keys.create();
        accessFile = state.accessFile();
        tenantService = new FakeTenantService();
        seed = new DemoSeed(client, new OperatorToken(keys, Clock.systemUTC()), tenantService.url());
    }

    @AfterEach
    void stop() {
        tenantService.close();
        client.close();
    }

    @Test
    void tenantsPeopleAndOneKeyAreBroughtIn() throws Exception {
        var access = seed();

        assertThat(tenantService.tenants).containsOnlyKeys("acme-bank", "northwind-clinic");
        var olga = tenantService.members.get("olga@acme.example");
        assertThat(olga.path("role").asText()).isEqualTo("auditor");
        assertThat(olga.path("tid").asText()).isEqualTo(DemoTenants.ACME.toString());
        assertThat(tenantService
                        .members
                        .get("carla@northwind.example")
                        .path("tid")
                        .asText())
                .isEqualTo(DemoTenants.NORTHWIND.toString());
        assertThat(access.apiKey()).startsWith("cnd_live_");
        assertThat(access.accounts()).hasSize(4);
        assertThat(Access.read(accessFile)).contains(access);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accessFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecondSeedChangesNothing() throws Exception {
        var first = seed();

        var second = seed();

        assertThat(second).isEqualTo(first);
        assertThat(tenantService.members).hasSize(4);
        assertThat(tenantService.keys).hasSize(1);
    }

    @Test
    void aRevokedKeyIsReplaced() throws Exception {
        var first = seed();
        tenantService.keys.values().forEach(key -> key.put("revoked_at", "2026-11-25T10:00:00Z"));

        var second = seed();

        assertThat(second.apiKeyId()).isNotEqualTo(first.apiKeyId());
        assertThat(tenantService.keys).hasSize(2);
    }

    private Access seed() throws InterruptedException {
        return seed.seed("http://127.0.0.1:8080", "http://127.0.0.1:8180/realms/candor", accessFile);
    }
}

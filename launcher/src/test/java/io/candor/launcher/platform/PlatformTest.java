package io.candor.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.service.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One running platform: the real PostgreSQL with services that are fakes. */
class PlatformTest {
    @TempDir
    static Path folder;

    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static Platform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = Platform.start(FakeProject.in(folder).with(Service.GATEWAY, Map.of("GREETING", "hello")), SAID::add);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void servicesLearnWhereTheOthersAre() throws Exception {
        assertThat(valueOf(Service.GATEWAY, "CANDOR_TENANT_URL")).isEqualTo(platform.url(Service.TENANT_SERVICE));
        assertThat(valueOf(Service.GATEWAY, "GREETING")).isEqualTo("hello");
        assertThat(valueOf(Service.TENANT_SERVICE, "GREETING")).isEmpty();
        assertThat(valueOf(Service.TENANT_SERVICE, "CANDOR_DB_URL")).isEqualTo(platform.jdbcUrl());
    }

    @Test
    void aServiceRestartedWithAPausePointKeepsItAfterAKill() throws Exception {
        var ledger = platform.process(Service.AUDIT_LEDGER);

        ledger.restartWith(Map.of("CANDOR_PAUSE_AT", "ledger.committed"));
        ledger.awaitReady();
        var first = ledger.pid();
        ledger.kill();
        ledger.awaitReady();

        assertThat(ledger.pid()).isNotEqualTo(first);
        assertThat(valueOf(Service.AUDIT_LEDGER, "CANDOR_PAUSE_AT")).isEqualTo("ledger.committed");
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(platform.jdbcUrl(), "candor_app", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    private static String valueOf(Service service, String variable) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(platform.url(service) + "/environment/" + variable));
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}

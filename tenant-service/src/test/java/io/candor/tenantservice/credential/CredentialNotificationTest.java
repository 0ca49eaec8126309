package io.candor.tenantservice.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.decision.Digests;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@MicronautTest(transactional = false)
class CredentialNotificationTest {
    @Inject
    EmbeddedServer server;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller administrator;
    private Connection listener;

    @BeforeEach
    void listen() throws SQLException {
        tenant = Caller.newTenant(server, "team");
        administrator = Caller.administratorOf(server, tenant);
        listener = TestDatabase.superuserOf(jdbcUrl).getConnection();
        try (var statement = listener.createStatement()) {
            statement.execute("listen candor_credentials");
        }
    }

    @AfterEach
    void stop() throws SQLException {
        listener.close();
    }

    @Test
    void issuingAndRevokingAKeyTellsItsDigestOnce() throws SQLException {
        var issued = administrator.post(
                "/v1/api-keys", Map.of("name", "ci", "scopes", List.of("usage:read"), "environment", "test"));
        var secret = issued.body().path("secret").asText().getBytes(StandardCharsets.US_ASCII);
        var digest = HexFormat.of().formatHex(Digests.sha256(secret));
        assertThat(heard()).containsExactly(digest);

        administrator.delete("/v1/api-keys/" + issued.id());
        administrator.delete("/v1/api-keys/" + issued.id());

        assertThat(heard()).containsExactly(digest);
    }

    @Test
    void everyChangeOfAMemberTellsItsTenant() throws SQLException {
        administrator.post("/v1/members", Map.of("email", "ada@example.com", "role", "owner"));
        assertThat(heard()).containsExactly("member:" + tenant);
        var bob = administrator
                .post("/v1/members", Map.of("email", "bob@example.com", "role", "member"))
                .id();
        assertThat(heard()).containsExactly("member:" + tenant);

        administrator.patch("/v1/members/" + bob, Map.of("role", "admin"));
        assertThat(heard()).containsExactly("member:" + tenant);

        administrator.delete("/v1/members/" + bob);
        assertThat(heard()).containsExactly("member:" + tenant);
    }

    @Test
    void aNewTenantIsTold() throws SQLException {
        var created = Caller.newTenant(server, "free");

        assertThat(heard()).containsExactly("tenant:" + created);
    }

    /** A notification is sent before the commit that caused it is answered, so one round trip brings all there are. */
    private List<String> heard() throws SQLException {
        try (var statement = listener.createStatement()) {
            statement.execute("select 1");
        }
        var notifications = listener.unwrap(PGConnection.class).getNotifications(2_000);
        return notifications == null
                ? List.of()
                : Arrays.stream(notifications).map(PGNotification::getParameter).toList();
    }
}

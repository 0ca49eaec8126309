package io.candor.tenantservice.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.identity.FakeIdentityProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "candor.token.key", value = "${test.token.key}")
class IdentitySyncTest implements TestPropertyProvider {
    private static final String PATH = "/v1/security";

    @Inject
    EmbeddedServer server;

    @Inject
    FakeIdentityProvider provider;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    @Override
    public Map<String, String> getProperties() {
        var port = freePort();
        return Map.of(
                "test.identity-provider",
                "true",
                "micronaut.server.port",
                port,
                "candor.outbox.identity.url",
                "http://127.0.0.1:" + port + "/internal/v1/identity-changes",
                "test.token.key",
                io.candor.platform.testing.TestTokens.keyFile("tenant-service").toString());
    }

    @AfterEach
    void providerIsUp() {
        provider.comeUp();
    }

    @Test
    void aTenantBecomesAnOrganizationAndItsPeopleMembers() {
        var tenant = Caller.newTenant(server, "team");
        var administrator = Caller.administratorOf(server, tenant);
        var owner = join(administrator, "owner");
        var member = join(administrator, "member");

        Eventually.assertThat(() -> provider.members(tenant), members -> members.size() == 2);
        administrator.delete("/v1/members/" + member.id());

        assertThat(provider.organizations().get(tenant)).startsWith("t");
        Eventually.assertThat(() -> provider.members(tenant), members -> members.equals(java.util.Set.of(owner.sub())));
        Eventually.assertThat(
                () -> administrator.get(PATH).body().path("identity_provider").asText(), "synced"::equals);
    }

    @Test
    void whileTheProviderIsAwayNothingIsLost() {
        provider.goDown();
        var tenant = Caller.newTenant(server, "team");
        var administrator = Caller.administratorOf(server, tenant);
        var owner = join(administrator, "owner");
        var waiting = administrator.get(PATH).body();

        provider.comeUp();

        assertThat(waiting.path("identity_provider").asText()).isEqualTo("pending");
        Eventually.assertThat(() -> provider.members(tenant), members -> members.contains(owner.sub()));
        assertThat(provider.organizations()).containsKey(tenant);
    }

    @Test
    void aSecondFactorIsDemandedOfThoseWhoAreThereAndOfThoseWhoCome() {
        var tenant = Caller.newTenant(server, "team");
        var administrator = Caller.administratorOf(server, tenant);
        var owner = join(administrator, "owner");
        assertThat(provider.twoFactor()).doesNotContain(owner.sub());

        administrator.put(PATH, Map.of("two_factor_required", true));
        Eventually.assertThat(provider::twoFactor, people -> people.contains(owner.sub()));
        var later = join(administrator, "member");

        Eventually.assertThat(provider::twoFactor, people -> people.contains(later.sub()));
    }

    @Test
    void aTenantThatIsGoneLosesItsOrganization() throws SQLException {
        var tenant = Caller.newTenant(server, "team");
        Eventually.assertThat(provider::organizations, organizations -> organizations.containsKey(tenant));

        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from tenant.tenant where tenant_id = '" + tenant + "'");
        }

        Eventually.assertThat(provider::organizations, organizations -> !organizations.containsKey(tenant));
    }

    @Test
    void onlyTheRelayTells() {
        var refused = Caller.administratorOf(server, Caller.newTenant(server, "team"))
                .post("/internal/v1/identity-changes", Map.of("changes", List.of()));

        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void aChangeThatIsNoneIsRefused() {
        var relay = Caller.relayOf(server, Caller.newTenant(server, "team"));

        assertThat(relay.post(
                                "/internal/v1/identity-changes",
                                Map.of("changes", List.of(Map.of("id", UUID.randomUUID(), "kind", "moon", "ref", ""))))
                        .status())
                .isEqualTo(400);
    }

    private record Joined(String id, String sub) {}

    private Joined join(Caller administrator, String role) {
        var subject = UUID.randomUUID().toString();
        var email = subject + "@example.com";
        var invited = administrator.post("/v1/members", Map.of("email", email, "role", role));
        Caller.gateway(server)
                .post(
                        "/internal/v1/credentials",
                        Map.of("oidc_subject", subject, "email", email, "email_verified", true));
        return new Joined(invited.id(), subject);
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

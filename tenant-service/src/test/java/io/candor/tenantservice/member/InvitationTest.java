package io.candor.tenantservice.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class InvitationTest {
    @Inject
    EmbeddedServer server;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller administrator;
    private String email;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        administrator = Caller.administratorOf(server, tenant);
        email = "p" + UUID.randomUUID() + "@example.com";
    }

    @Test
    void anInvitationIsMailedWithTheLinkAndTheDeadline() throws SQLException {
        var invited = invite();

        assertThat(column("select recipient from tenant.mail where tenant_id = '%s'"))
                .containsExactly(email);
        assertThat(column("select subject from tenant.mail where tenant_id = '%s'")
                        .getFirst())
                .isEqualTo("You are invited to Acme Bank on Candor");
        assertThat(column("select body from tenant.mail where tenant_id = '%s'").getFirst())
                .contains("http://127.0.0.1:8080/?tenant=" + tenant)
                .contains("as auditor");
        assertThat(Duration.between(
                        Instant.parse(invited.body().path("created_at").asText()),
                        Instant.parse(
                                invited.body().path("invitation_expires_at").asText())))
                .isEqualTo(Duration.ofDays(30));
    }

    @Test
    void openInvitationsAreListedApart() {
        var invited = invite();
        var joined = invite();
        accept(joined);

        assertThat(ids("/v1/members?status=invited")).containsExactly(invited.id());
        assertThat(ids("/v1/members?status=active")).containsExactly(joined.id());
        assertThat(administrator.get("/v1/members?status=gone").errors()).containsOnlyKeys("status");
    }

    @Test
    void anExpiredInvitationIsNotAcceptedUntilItIsRenewed() throws SQLException {
        var invited = invite();
        update("update tenant.member set invitation_expires_at = now() - interval '1 second' where tenant_id = '%s'");
        var subject = UUID.randomUUID().toString();

        var tooLate = signIn(subject);
        var renewed = administrator.post("/v1/members/" + invited.id() + "/invitation", Map.of());
        var inTime = signIn(subject);

        assertThat(tooLate.body().path("scopes")).hasToString("[\"sign-up\"]");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.body().path("invitation_expires_at").asText())
                .isGreaterThan(invited.body().path("created_at").asText());
        assertThat(column("select id::text from tenant.mail where tenant_id = '%s'"))
                .hasSize(2);
        assertThat(inTime.body().path("tenant_id").asText()).isEqualTo(tenant.toString());
    }

    @Test
    void anAcceptedInvitationIsNotRenewed() {
        var joined = invite();
        accept(joined);

        var refused = administrator.post("/v1/members/" + joined.id() + "/invitation", Map.of());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("member-active");
        assertThat(administrator.get("/v1/members/" + joined.id()).body().has("invitation_expires_at"))
                .isFalse();
    }

    @Test
    void aRevokedInvitationIsWorthNothing() {
        var invited = invite();

        administrator.delete("/v1/members/" + invited.id());

        assertThat(signIn(UUID.randomUUID().toString()).body().has("tenant_id")).isFalse();
        assertThat(administrator
                        .post("/v1/members/" + invited.id() + "/invitation", Map.of())
                        .status())
                .isEqualTo(404);
    }

    private Caller.Answer invite() {
        email = "p" + UUID.randomUUID() + "@example.com";
        return administrator.post("/v1/members", Map.of("email", email, "role", "auditor"));
    }

    private void accept(Caller.Answer invited) {
        email = invited.body().path("email").asText();
        assertThat(signIn(UUID.randomUUID().toString()).body().has("tenant_id")).isTrue();
    }

    private Caller.Answer signIn(String subject) {
        return Caller.gateway(server)
                .post(
                        "/internal/v1/credentials",
                        Map.of("oidc_subject", subject, "email", email, "email_verified", true));
    }

    private List<String> ids(String path) {
        return administrator.get(path).body().path("items").findValuesAsText("id");
    }

    private List<String> column(String sql) throws SQLException {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.formatted(tenant))) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void update(String sql) throws SQLException {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql.formatted(tenant));
        }
    }
}

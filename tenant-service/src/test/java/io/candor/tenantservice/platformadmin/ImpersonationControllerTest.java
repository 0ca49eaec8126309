package io.candor.tenantservice.platformadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
@Property(name = "candor.impersonations.every", value = "200ms")
class ImpersonationControllerTest {
    private static final String PATH = "/v1/platform/impersonations";

    @Inject
    EmbeddedServer server;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private String operatorId;
    private Caller operator;
    private UUID tenant;

    @BeforeEach
    void createTenant() {
        operatorId = UUID.randomUUID().toString();
        operator = Caller.operator(server, operatorId);
        tenant = Caller.newTenant(server, "team");
    }

    @Test
    void anOperatorActsInATenantForAWhileAndTheLedgerTells() throws SQLException {
        var before = resolve(tenant);
        var started = start("auditor", 30);
        var during = resolve(tenant);

        var ended = operator.delete(PATH + "/" + started.id());

        assertThat(before.problem()).isEqualTo("member-unknown");
        assertThat(started.status()).isEqualTo(201);
        assertThat(during.body().path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(during.body().path("subject").asText()).isEqualTo("operator:" + operatorId);
        assertThat(during.body().path("scopes")).hasToString("[\"decisions:read\",\"usage:read\",\"tenant:read\"]");
        assertThat(ended.status()).isEqualTo(204);
        assertThat(resolve(tenant).problem()).isEqualTo("member-unknown");
        assertThat(operator.get(PATH + "/" + started.id()).body().has("ended_at"))
                .isTrue();
        assertThat(records()).containsExactly("impersonation-start Ticket 4711", "impersonation-end Ticket 4711");
    }

    @Test
    void withoutATenantAnOperatorIsOfThePlatform() {
        start("admin", 30);

        var resolved = resolve(null);

        assertThat(resolved.body().path("scopes")).hasToString("[\"platform:admin\"]");
        assertThat(resolved.body().has("tenant_id")).isFalse();
    }

    @Test
    void anImpersonationIsOfOneTenantAndOneOperator() {
        start("admin", 30);
        var stranger = UUID.randomUUID().toString();

        assertThat(resolve(Caller.newTenant(server, "team")).problem()).isEqualTo("member-unknown");
        assertThat(resolve(stranger, tenant).problem()).isEqualTo("member-unknown");
        assertThat(Caller.gateway(server)
                        .post("/internal/v1/credentials", Map.of("oidc_subject", operatorId, "tenant_id", tenant))
                        .problem())
                .isEqualTo("member-unknown");
    }

    @Test
    void anOperatorIsNeverTheOwner() {
        assertThat(start("owner", 30).errors()).containsOnlyKeys("role");
        start("admin", 30);

        assertThat(resolve(tenant).body().path("scopes").toString())
                .contains("tenant:admin")
                .doesNotContain("privacy:manage");
    }

    @Test
    void anImpersonationThatRanOutIsWorthNothingAndGetsItsEndInTheLedger() throws SQLException {
        var started = start("admin", 1);
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update tenant.impersonation set expires_at = now() - interval '1 second' where id = '"
                            + started.id() + "'");
        }

        assertThat(resolve(tenant).problem()).isEqualTo("member-unknown");
        Eventually.assertThat(
                () -> operator.get(PATH + "/" + started.id()).body().has("ended_at"), Boolean::booleanValue);
        assertThat(records()).hasSize(2);
    }

    @Test
    void aSecondOneEndsTheFirst() throws SQLException {
        var first = start("admin", 30);

        start("auditor", 30);

        assertThat(operator.get(PATH + "/" + first.id()).body().has("ended_at")).isTrue();
        assertThat(resolve(tenant).body().path("scopes").toString()).doesNotContain("tenant:admin");
        assertThat(records()).hasSize(3);
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(operator.post(PATH, Map.of("tenant_id", tenant, "role", "admin", "reason", " ", "minutes", 61))
                        .errors())
                .containsOnlyKeys("reason", "minutes");
        assertThat(operator.post(
                                PATH,
                                Map.of("tenant_id", UUID.randomUUID(), "role", "admin", "reason", "x", "minutes", 1))
                        .status())
                .isEqualTo(404);
        assertThat(operator.get(PATH + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void onlyAnOperatorWhoSignedInStartsOne() {
        var body = Map.of("tenant_id", tenant, "role", "admin", "reason", "x", "minutes", 1);

        assertThat(Caller.administratorOf(server, tenant).post(PATH, body).status())
                .isEqualTo(403);
        assertThat(Caller.operator(server).post(PATH, body).problem()).isEqualTo("operator-unknown");
    }

    @Test
    void impersonationsAreListedNewestFirst() {
        start("admin", 30);
        var last = start("auditor", 30);

        assertThat(operator.get(PATH + "?limit=1")
                        .body()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asText())
                .isEqualTo(last.id());
    }

    private Caller.Answer start(String role, int minutes) {
        return operator.post(
                PATH, Map.of("tenant_id", tenant, "role", role, "reason", "Ticket 4711", "minutes", minutes));
    }

    private Caller.Answer resolve(UUID chosen) {
        return resolve(operatorId, chosen);
    }

    private Caller.Answer resolve(String subject, UUID chosen) {
        Map<String, Object> person = chosen == null
                ? Map.of("oidc_subject", subject, "operator", true)
                : Map.of("oidc_subject", subject, "operator", true, "tenant_id", chosen);
        return Caller.gateway(server).post("/internal/v1/credentials", person);
    }

    private List<String> records() throws SQLException {
        var sql = "select payload::json ->> 'capability', payload::json -> 'summary' ->> 'reason' from tenant.outbox"
                + " where topic = 'decision' and tenant_id = '" + tenant + "' order by seq";
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var records = new ArrayList<String>();
            while (rows.next()) {
                records.add(rows.getString(1) + " " + rows.getString(2));
            }
            return records;
        }
    }
}

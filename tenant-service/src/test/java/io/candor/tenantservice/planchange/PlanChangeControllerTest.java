package io.candor.tenantservice.planchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.plan.PlanChanged;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class PlanChangeControllerTest {
    @Inject
    EmbeddedServer server;

    @Inject
    PlanChangeJob job;

    @Inject
    Heard heard;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller billing;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "free");
        billing = Caller.of(server, tenant, "billing:read", "billing:manage", "tenant:read");
    }

    @Test
    void aChangeNowTakesEffectAtOnceAndIsPublished() {
        var change = request("team", "now");

        assertThat(change.status()).isEqualTo(201);
        assertThat(change.body().path("state").asText()).isEqualTo("applied");
        assertThat(change.body().path("from_plan").asText()).isEqualTo("free");
        assertThat(plan()).isEqualTo("team");
        assertThat(heard.changes).contains(new PlanChanged(tenant, "free", "team"));
        assertThat(billing.get("/v1/plan-changes").body().path("items").get(0)).isEqualTo(change.body());
    }

    @Test
    void aChangeAtThePeriodsEndWaitsForIt() throws SQLException {
        var change = request("team", "period_end");
        job.applyDue();

        assertThat(change.body().path("state").asText()).isEqualTo("pending");
        assertThat(change.body().path("effective_at").asText()).endsWith("-01T00:00:00Z");
        assertThat(plan()).isEqualTo("free");

        endPeriod();
        job.applyDue();

        assertThat(plan()).isEqualTo("team");
        assertThat(billing.get("/v1/plan-changes/" + change.id())
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("applied");
    }

    @Test
    void aChangeThatIsWaitedForCanBeTakenBack() throws SQLException {
        var change = request("team", "period_end");
        assertThat(request("business", "period_end").problem()).isEqualTo("plan-change-pending");

        assertThat(billing.delete("/v1/plan-changes/" + change.id()).status()).isEqualTo(204);

        endPeriod();
        job.applyDue();
        assertThat(plan()).isEqualTo("free");
        assertThat(billing.delete("/v1/plan-changes/" + change.id()).problem()).isEqualTo("plan-change-over");
        assertThat(billing.delete("/v1/plan-changes/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void whatDoesNotFitIntoTheSmallerPlanIsNamed() {
        request("team", "now");
        var administrator = Caller.administratorOf(server, tenant);
        for (var key = 0; key < 6; key++) {
            administrator.post(
                    "/v1/api-keys", Map.of("name", "k" + key, "scopes", List.of("tenant:read"), "environment", "live"));
        }

        var refused = request("free", "period_end");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("plan-does-not-fit");
        assertThat(refused.errors()).containsOnlyKeys("api_keys");
    }

    @Test
    void wrongRequestsAreRefused() {
        assertThat(request("gold", "now").errors()).containsOnlyKeys("plan");
        assertThat(request("team", "soon").errors()).containsOnlyKeys("effective");
        assertThat(request("free", "now").problem()).isEqualTo("plan-unchanged");
        assertThat(Caller.of(server, tenant, "billing:read")
                        .post("/v1/plan-changes", Map.of("plan", "team", "effective", "now"))
                        .status())
                .isEqualTo(403);
    }

    private Caller.Answer request(String plan, String effective) {
        return billing.post("/v1/plan-changes", Map.of("plan", plan, "effective", effective));
    }

    private String plan() {
        return billing.get("/v1/tenant").body().path("plan").asText();
    }

    private void endPeriod() throws SQLException {
        var sql = "update tenant.plan_change set effective_at = now() - interval '1 s' where tenant_id = '" + tenant
                + "'";
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Hears of plan changes as billing does: inside their transaction. */
    @Singleton
    static class Heard implements ApplicationEventListener<PlanChanged> {
        private final List<PlanChanged> changes = new CopyOnWriteArrayList<>();

        @Override
        public void onApplicationEvent(PlanChanged event) {
            assertThat(TenantContext.current().tenantId()).isEqualTo(event.tenantId());
            changes.add(event);
        }
    }
}

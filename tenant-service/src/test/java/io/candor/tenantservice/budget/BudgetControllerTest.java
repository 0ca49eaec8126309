package io.candor.tenantservice.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class BudgetControllerTest {
    private static final int INCLUDED_IN_TEAM = 10_000;

    @Inject
    EmbeddedServer server;

    private UUID tenant;
    private Caller billing;
    private String key;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        billing = Caller.of(server, tenant, "billing:read", "billing:manage");
        key = Caller.administratorOf(server, tenant)
                .post("/v1/api-keys", Map.of("name", "ci", "scopes", List.of("tenant:read"), "environment", "live"))
                .id();
    }

    @Test
    void aBudgetIsShownWithWhatTheMonthHasCost() {
        use(INCLUDED_IN_TEAM + 5);

        var created = billing.post("/v1/budgets", Map.of("limit", "1.00"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("limit").asText()).isEqualTo("1.00");
        assertThat(created.body().path("spent").asText()).isEqualTo("0.01");
        assertThat(created.body().path("hard").asBoolean()).isTrue();
        assertThat(created.body().path("currency").asText()).isEqualTo("eur");
        assertThat(billing.get("/v1/budgets/" + created.id()).body()).isEqualTo(created.body());
        assertThat(billing.get("/v1/budgets").body().path("items").get(0)).isEqualTo(created.body());
    }

    @Test
    void eachStepRaisesOneAlert() {
        billing.post("/v1/budgets", Map.of("limit", "0.02", "hard", false));

        use(INCLUDED_IN_TEAM + 4);
        assertThat(percents()).isEmpty();
        use(1);
        assertThat(percents()).containsExactly(50);
        use(1);
        assertThat(percents()).containsExactly(50);
        use(10);
        assertThat(percents()).containsExactly(100, 80, 50);
    }

    @Test
    void aKeyHasABudgetOfItsOwn() {
        billing.post("/v1/budgets", Map.of("limit", "0.01", "api_key_id", key));

        use(INCLUDED_IN_TEAM + 4);
        assertThat(percents()).isEmpty();
        report("key:" + key, 4);

        assertThat(percents()).containsExactly(80, 50);
        assertThat(billing.get("/v1/budget-alerts")
                        .body()
                        .path("items")
                        .get(0)
                        .path("api_key_id")
                        .asText())
                .isEqualTo(key);
    }

    @Test
    void oneHolderHasOneBudget() {
        billing.post("/v1/budgets", Map.of("limit", "1"));

        var second = billing.post("/v1/budgets", Map.of("limit", "2"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("budget-exists");
    }

    @Test
    void aBudgetIsChangedAndRemoved() {
        var id = billing.post("/v1/budgets", Map.of("limit", "1")).id();

        var changed = billing.patch("/v1/budgets/" + id, Map.of("limit", "0.5", "hard", false));

        assertThat(changed.body().path("limit").asText()).isEqualTo("0.50");
        assertThat(changed.body().path("hard").asBoolean(true)).isFalse();
        assertThat(billing.delete("/v1/budgets/" + id).status()).isEqualTo(204);
        assertThat(billing.get("/v1/budgets/" + id).status()).isEqualTo(404);
        assertThat(billing.delete("/v1/budgets/" + id).status()).isEqualTo(404);
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(billing.post("/v1/budgets", Map.of()).errors()).containsOnlyKeys("limit");
        for (var wrong : new String[] {"much", "0", "-1", "0.0000000001", "99999999999999999999"}) {
            assertThat(billing.post("/v1/budgets", Map.of("limit", wrong)).errors())
                    .as(wrong)
                    .containsOnlyKeys("limit");
        }
        assertThat(billing.post("/v1/budgets", Map.of("limit", "1", "api_key_id", UUID.randomUUID()))
                        .errors())
                .containsOnlyKeys("api_key_id");
    }

    @Test
    void onlyWhoAnswersForTheMoneySetsBudgets() {
        var reader = Caller.of(server, tenant, "billing:read");

        assertThat(reader.post("/v1/budgets", Map.of("limit", "1")).status()).isEqualTo(403);
        assertThat(reader.get("/v1/budgets").status()).isEqualTo(200);
    }

    private List<Integer> percents() {
        return billing.get("/v1/budget-alerts").body().path("items").findValues("percent").stream()
                .map(percent -> percent.asInt())
                .toList();
    }

    private void use(int texts) {
        report("user:ada", texts);
    }

    private void report(String subject, int texts) {
        var event = Map.of(
                "id",
                UUID.randomUUID(),
                "meter",
                "assistant.analysis",
                "quantity",
                texts,
                "occurred_at",
                Instant.now().toString(),
                "subject",
                subject);
        var taken =
                Caller.reporterOf(server, tenant).post("/internal/v1/usage-events", Map.of("events", List.of(event)));
        assertThat(taken.status()).isEqualTo(200);
    }
}

package io.candor.tenantservice.platformadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
class PlatformTenantControllerTest {
    private static final String PATH = "/v1/platform/tenants";

    @Inject
    EmbeddedServer server;

    private Caller operator;

    @BeforeEach
    void operator() {
        operator = Caller.operator(server, "olive");
    }

    @Test
    void tenantsAreFoundByAPartOfNameOrSlugInAnyCase() {
        var mark = UUID.randomUUID().toString();
        var byName = create("Zürich " + mark.toUpperCase(), "a" + UUID.randomUUID());
        var bySlug = create("Other", "b" + mark);

        var found = search(mark.toUpperCase());

        assertThat(found).containsExactlyInAnyOrder(byName, bySlug);
        assertThat(search("%" + mark)).isEmpty();
    }

    @Test
    void pagesLeadThroughAll() {
        var mark = UUID.randomUUID().toString();
        var created = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            created.add(create("Page " + mark, "p" + UUID.randomUUID()));
        }

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = operator.get(PATH + "?limit=2&search=" + mark + cursor).body();
            seen.addAll(page.path("items").findValuesAsText("id"));
            cursor = page.has("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(created).doesNotHaveDuplicates();
    }

    @Test
    void aTenantIsSuspendedAndGoesOn() {
        var tenant = Caller.newTenant(server, "team");
        var path = PATH + "/" + tenant;

        var suspended = operator.put(path + "/status", Map.of("status", "suspended", "reason", "Abuse"));
        var seen = operator.get(path);
        var resumed = operator.put(path + "/status", Map.of("status", "active", "reason", "Settled"));

        assertThat(suspended.status()).isEqualTo(200);
        assertThat(suspended.body().path("status").asText()).isEqualTo("suspended");
        assertThat(seen.body()).isEqualTo(suspended.body());
        assertThat(resumed.body().path("status").asText()).isEqualTo("active");
    }

    @Test
    void eachWrongFieldIsNamed() {
        var path = PATH + "/" + Caller.newTenant(server, "team") + "/status";

        assertThat(operator.put(path, Map.of("status", "deleting", "reason", ""))
                        .errors())
                .containsOnlyKeys("status", "reason");
        assertThat(operator.put(PATH + "/" + UUID.randomUUID() + "/status", Map.of("status", "active", "reason", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(operator.get(PATH + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void usageIsSummedUpByTenantAndMeterWithoutTests() {
        var tenant = Caller.newTenant(server, "team");
        report(tenant, 2, false);
        report(tenant, 3, false);
        report(tenant, 7, true);

        var items = operator.get("/v1/platform/usage?from=2026-11-01&to=2026-12-01")
                .body()
                .path("items");

        assertThat(items)
                .filteredOn(item -> item.path("tenant_id").asText().equals(tenant.toString()))
                .singleElement()
                .hasToString(
                        "{\"tenant_id\":\"%s\",\"meter\":\"assistant.analysis\",\"quantity\":5}".formatted(tenant));
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/v1/platform/impersonations", "/v1/platform/usage"})
    void onlyTheOperatorSeesThePlatform(String path) {
        var administrator = Caller.administratorOf(server, Caller.newTenant(server, "team"));

        assertThat(administrator.get(path).status()).isEqualTo(403);
        assertThat(operator.get(path).status()).isEqualTo(200);
    }

    private void report(UUID tenant, int quantity, boolean test) {
        var event = Map.of(
                "id",
                UUID.randomUUID(),
                "meter",
                "assistant.analysis",
                "quantity",
                quantity,
                "occurred_at",
                "2026-11-05T00:00:00Z",
                "test",
                test);
        assertThat(Caller.reporterOf(server, tenant)
                        .post("/internal/v1/usage-events", Map.of("events", List.of(event)))
                        .status())
                .isEqualTo(200);
    }

    private String create(String name, String slug) {
        return operator.post("/v1/tenants", Map.of("name", name, "slug", slug, "plan", "free"))
                .id();
    }

    private List<String> search(String text) {
        return operator.get(
                        PATH + "?search=" + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8))
                .body()
                .path("items")
                .findValuesAsText("id");
    }
}

package io.candor.tenantservice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class TenantControllerTest {
    @Inject
    EmbeddedServer server;

    @Test
    void theOperatorCreatesATenantThatItsPeopleThenSee() {
        var slug = "s" + UUID.randomUUID();

        var created = Caller.operator(server).post("/v1/tenants", tenant("Acme Bank", slug));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/v1/tenants/" + created.id());
        assertThat(created.body().path("name").asText()).isEqualTo("Acme Bank");
        assertThat(created.body().path("slug").asText()).isEqualTo(slug);
        assertThat(created.body().path("plan").asText()).isEqualTo("team");
        assertThat(created.body().path("created_at").asText()).endsWith("Z");
        var own = Caller.of(server, UUID.fromString(created.id()), "tenant:read");
        assertThat(own.get("/v1/tenant").body()).isEqualTo(created.body());
        assertThat(own.get("/v1/tenants/" + created.id()).body()).isEqualTo(created.body());
        assertThat(Caller.operator(server).get("/v1/tenants/" + created.id()).body())
                .isEqualTo(created.body());
    }

    @Test
    void theOperatorMayChooseTheId() {
        var id = UUID.randomUUID();
        var body = Map.of("name", "Acme", "slug", "s" + id, "plan", "free", "id", id);

        var created = Caller.operator(server).post("/v1/tenants", body);

        assertThat(created.id()).isEqualTo(id.toString());
    }

    @Test
    void aTakenIdIsRefused() {
        var id = Caller.newTenant(server, "free");
        var body = Map.of("name", "Acme", "slug", "s" + UUID.randomUUID(), "plan", "free", "id", id);

        var refused = Caller.operator(server).post("/v1/tenants", body);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("tenant-id-taken");
        assertThat(refused.errors()).containsOnlyKeys("id");
    }

    @Test
    void aTakenSlugIsRefused() {
        var slug = "s" + UUID.randomUUID();
        Caller.operator(server).post("/v1/tenants", tenant("First", slug));

        var refused = Caller.operator(server).post("/v1/tenants", tenant("Second", slug));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("slug-taken");
        assertThat(refused.errors()).containsOnlyKeys("slug");
    }

    @Test
    void anotherTenantAndAnUnknownOneAreNotThere() {
        var mine = Caller.of(server, Caller.newTenant(server, "free"), "tenant:read");
        var other = Caller.newTenant(server, "free");

        assertThat(mine.get("/v1/tenants/" + other).status()).isEqualTo(404);
        assertThat(mine.get("/v1/tenants/" + UUID.randomUUID()).problem()).isEqualTo("not-found");
        assertThat(Caller.operator(server)
                        .get("/v1/tenants/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(Caller.of(server, UUID.randomUUID(), "tenant:read")
                        .get("/v1/tenant")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyTheOperatorCreates() {
        var body = tenant("Acme", "s" + UUID.randomUUID());

        var refused =
                Caller.administratorOf(server, Caller.newTenant(server, "free")).post("/v1/tenants", body);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("insufficient-scope");
        assertThat(Caller.anonymous(server).post("/v1/tenants", body).status()).isEqualTo(401);
    }

    @Test
    void eachWrongFieldIsNamed() {
        var operator = Caller.operator(server);

        assertThat(operator.post("/v1/tenants", Map.of("slug", "Not A Slug")).errors())
                .containsOnlyKeys("name", "slug", "plan");
        assertThat(operator.post("/v1/tenants", Map.of("name", "A", "slug", "a", "plan", "gold"))
                        .errors())
                .containsOnlyKeys("plan");
        assertThat(operator.post("/v1/tenants", Map.of("name", "A", "slug", "a", "plan", "free", "id", "x"))
                        .errors())
                .containsOnlyKeys("id");
        assertThat(operator.post("/v1/tenants", Map.of("name", "A", "slug", "a", "plan", "free", "colour", "x"))
                        .errors())
                .containsOnlyKeys("colour");
        assertThat(operator.get("/v1/tenants/not-an-id").errors()).containsOnlyKeys("id");
    }

    private static Map<String, String> tenant(String name, String slug) {
        return Map.of("name", name, "slug", slug, "plan", "team");
    }
}

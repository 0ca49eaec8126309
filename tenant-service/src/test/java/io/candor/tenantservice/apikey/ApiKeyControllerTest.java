package io.candor.tenantservice.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.scope.Scope;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class ApiKeyControllerTest {
    @Inject
    EmbeddedServer server;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller administrator;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        administrator = Caller.administratorOf(server, tenant);
    }

    @Test
    void theSecretIsShownOnceAndNeverAgain() {
        var issued = issue("ci", "assistant:read", "usage:read");

        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.headers().firstValue("Location")).contains("/v1/api-keys/" + issued.id());
        assertThat(issued.headers().firstValue("Cache-Control")).contains("no-store");
        var secret = issued.body().path("secret").asText();
        assertThat(secret).matches("cnd_live_[0-9A-Za-z]{49}");
        assertThat(issued.body().path("prefix").asText()).isEqualTo(secret.substring(0, 13));
        var shown = administrator.get("/v1/api-keys/" + issued.id()).body();
        assertThat(shown.has("secret")).isFalse();
        assertThat(shown.has("revoked_at")).isFalse();
        assertThat(shown.path("scopes")).hasToString("[\"assistant:read\",\"usage:read\"]");
        assertThat(administrator.get("/v1/api-keys").body().path("items").get(0))
                .isEqualTo(shown);
    }

    @Test
    void aKeyCanHoldEveryScope() {
        var all = Scope.all().stream().map(Scope::value).toArray(String[]::new);

        var issued = issue("all", all);

        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.body().path("scopes")).hasSize(all.length);
    }

    @Test
    void noTableHoldsTheSecret() throws SQLException {
        var secret = issue("ci", "assistant:read").body().path("secret").asText();

        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.prepareStatement(
                        "select row_to_json(k)::text from tenant.api_key k where tenant_id = ?")) {
            statement.setObject(1, tenant);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1))
                        .doesNotContain(secret)
                        .doesNotContain(secret.substring(9, 52))
                        .contains(secret.substring(0, 13));
            }
        }
    }

    @Test
    void twoKeysInForceDoNotShareAName() {
        issue("ci", "assistant:read");

        var refused = issue("ci", "assistant:read");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("api-key-name-taken");
        assertThat(refused.errors()).containsOnlyKeys("name");
    }

    @Test
    void aRevokedKeyGivesItsNameFree() {
        administrator.delete("/v1/api-keys/" + issue("ci", "assistant:read").id());

        assertThat(issue("ci", "assistant:read").status()).isEqualTo(201);
    }

    @Test
    void anotherTenantMayUseTheSameName() {
        issue("ci", "assistant:read");
        administrator = Caller.administratorOf(server, Caller.newTenant(server, "team"));

        assertThat(issue("ci", "assistant:read").status()).isEqualTo(201);
    }

    @Test
    void nobodyGivesAScopeThatTheyDoNotHold() {
        var caller = Caller.of(server, tenant, "tenant:admin", "assistant:read");

        var refused = caller.post("/v1/api-keys", key("ci", "assistant:read", "usage:read"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("scope-not-held");
        assertThat(refused.body().path("detail").asText()).contains("usage:read");
        assertThat(refused.errors()).containsOnlyKeys("scopes[1]");
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(administrator.post("/v1/api-keys", Map.of()).errors())
                .containsOnlyKeys("name", "scopes", "environment");
        assertThat(issue(" ", "assistant:read").errors()).containsOnlyKeys("name");
        assertThat(issue("ci").errors()).containsOnlyKeys("scopes");
        assertThat(issue("ci", "assistant:read", "platform:admin").errors()).containsOnlyKeys("scopes[1]");
        assertThat(issue("ci", "assistant:read", "assistant:read").errors()).containsOnlyKeys("scopes");
        assertThat(administrator
                        .post("/v1/api-keys", Map.of("name", "ci", "scopes", List.of("usage:read"), "environment", "x"))
                        .errors())
                .containsOnlyKeys("environment");
        assertThat(administrator
                        .post("/v1/api-keys", Map.of("name", "ci", "scopes", "usage:read", "environment", "live"))
                        .errors())
                .containsOnlyKeys("scopes");
        assertThat(administrator
                        .send(
                                "POST",
                                "/v1/api-keys",
                                "application/json",
                                "{\"name\":\"ci\",\"scopes\":[null],\"environment\":\"live\"}")
                        .errors())
                .containsOnlyKeys("scopes[0]");
    }

    @Test
    void revokingIsForGoodAndTwiceIsOnce() {
        var id = issue("ci", "assistant:read").id();

        assertThat(administrator.delete("/v1/api-keys/" + id).status()).isEqualTo(204);
        var revoked = administrator.get("/v1/api-keys/" + id).body();
        assertThat(administrator.delete("/v1/api-keys/" + id).status()).isEqualTo(204);

        assertThat(revoked.has("revoked_at")).isTrue();
        assertThat(administrator.get("/v1/api-keys/" + id).body()).isEqualTo(revoked);
    }

    @Test
    void revocationsAtOnceAllSucceed() throws Exception {
        var id = issue("ci", "assistant:read").id();

        var answers =
                AtOnce.call(6, () -> administrator.delete("/v1/api-keys/" + id).status());

        assertThat(answers).containsOnly(204);
        assertThat(administrator.get("/v1/api-keys/" + id).body().has("revoked_at"))
                .isTrue();
    }

    @Test
    void ofKeysWithOneNameAtOnceOneIsIssued() throws Exception {
        var answers = AtOnce.call(6, () -> issue("ci", "assistant:read").status());

        assertThat(answers)
                .containsOnlyOnce(201)
                .filteredOn(status -> status == 409)
                .hasSize(5);
    }

    @Test
    void anUnknownKeyIsNotThere() {
        var path = "/v1/api-keys/" + UUID.randomUUID();

        assertThat(administrator.get(path).problem()).isEqualTo("not-found");
        assertThat(administrator.delete(path).status()).isEqualTo(404);
    }

    private Caller.Answer issue(String name, String... scopes) {
        return administrator.post("/v1/api-keys", key(name, scopes));
    }

    private static Map<String, Object> key(String name, String... scopes) {
        return Map.of("name", name, "scopes", List.of(scopes), "environment", "live");
    }
}

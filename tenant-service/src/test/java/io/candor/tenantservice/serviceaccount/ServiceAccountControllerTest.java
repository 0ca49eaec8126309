package io.candor.tenantservice.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.candor.tenantservice.identity.FakeIdentityProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
@Property(name = "test.identity-provider", value = "true")
class ServiceAccountControllerTest {
    private static final String PATH = "/v1/service-accounts";

    @Inject
    EmbeddedServer server;

    @Inject
    FakeIdentityProvider provider;

    private UUID tenant;
    private Caller administrator;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        administrator = Caller.administratorOf(server, tenant);
    }

    @AfterEach
    void providerIsUp() {
        provider.comeUp();
    }

    @Test
    void aServiceAccountIsMadeAndResolvedByItsClient() {
        var created = create("nightly", "assistant:write");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains(PATH + "/" + created.id());
        assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(created.body().path("client_id").asText()).startsWith("candor-sa-");
        assertThat(provider.clients()).containsEntry(client(created), secret(created));
        var resolved = resolve(client(created));
        assertThat(resolved.body().path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(resolved.body().path("subject").asText()).isEqualTo("service-account:" + client(created));
        assertThat(resolved.body().path("scopes")).hasToString("[\"assistant:write\"]");
    }

    @Test
    void theSecretIsShownOnce() {
        var created = create("nightly", "assistant:write");

        var shown = administrator.get(PATH + "/" + created.id());

        assertThat(shown.body().has("secret")).isFalse();
        assertThat(shown.body().path("name").asText()).isEqualTo("nightly");
        assertThat(administrator.get(PATH).body().path("items").get(0)).isEqualTo(shown.body());
    }

    @Test
    void aSecretIsReplaced() {
        var created = create("nightly", "assistant:write");

        var rotated = administrator.post(PATH + "/" + created.id() + "/secret", Map.of());

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(secret(rotated)).isNotEqualTo(secret(created));
        assertThat(provider.clients()).containsEntry(client(created), secret(rotated));
    }

    @Test
    void anEndedServiceAccountIsUnknownAtOnceAndItsClientGoesWithTheDelivery() {
        var created = create("nightly", "assistant:write");

        var deleted = administrator.delete(PATH + "/" + created.id());

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(resolve(client(created)).problem()).isEqualTo("service-account-unknown");
        assertThat(provider.clients()).containsKey(client(created));
        var delivered = Caller.relayOf(server, tenant)
                .post(
                        "/internal/v1/identity-changes",
                        Map.of(
                                "changes",
                                List.of(Map.of("id", UUID.randomUUID(), "kind", "client", "ref", client(created)))));
        assertThat(delivered.status()).isEqualTo(204);
        assertThat(provider.clients()).doesNotContainKey(client(created));
    }

    @Test
    void nobodyGivesWhatTheyDoNotHold() {
        var refused = Caller.of(server, tenant, "tenant:admin")
                .post(PATH, Map.of("name", "x", "scopes", List.of("tenant:admin", "usage:read")));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("scope-not-held");
        assertThat(refused.errors()).containsOnlyKeys("scopes[1]");
    }

    @Test
    void whileTheProviderIsAwayNothingIsLeftBehind() {
        provider.goDown();
        var refused = create("nightly", "assistant:write");
        provider.comeUp();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("identity-provider-unavailable");
        assertThat(administrator.get(PATH).body().path("items")).isEmpty();
        assertThat(create("nightly", "assistant:write").status()).isEqualTo(201);
    }

    @Test
    void aNameIsGivenOnce() {
        create("nightly", "assistant:write");

        assertThat(create("nightly", "assistant:read").problem()).isEqualTo("service-account-name-taken");
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(administrator
                        .post(PATH, Map.of("name", " ", "scopes", List.of()))
                        .errors())
                .containsOnlyKeys("name", "scopes");
        assertThat(administrator
                        .post(PATH, Map.of("name", "x", "scopes", List.of("usage:read", "usage:read")))
                        .errors())
                .containsOnlyKeys("scopes");
        assertThat(administrator
                        .post(PATH, Map.of("name", "x", "scopes", List.of("platform:admin")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        var created = create("nightly", "assistant:write");
        var other = Caller.administratorOf(server, Caller.newTenant(server, "team"));

        assertThat(other.get(PATH + "/" + created.id()).status()).isEqualTo(404);
        assertThat(other.delete(PATH + "/" + created.id()).status()).isEqualTo(404);
        assertThat(other.post(PATH + "/" + created.id() + "/secret", Map.of()).status())
                .isEqualTo(404);
        assertThat(resolve(client(created)).status()).isEqualTo(200);
    }

    private Caller.Answer create(String name, String scope) {
        return administrator.post(PATH, Map.of("name", name, "scopes", List.of(scope)));
    }

    private Caller.Answer resolve(String client) {
        return Caller.gateway(server).post("/internal/v1/credentials", Map.of("client_id", client));
    }

    private static String client(Caller.Answer created) {
        return created.body().path("client_id").asText();
    }

    private static String secret(Caller.Answer created) {
        return created.body().path("secret").asText();
    }
}

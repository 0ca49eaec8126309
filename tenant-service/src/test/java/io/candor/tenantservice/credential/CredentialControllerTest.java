package io.candor.tenantservice.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.decision.Digests;
import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class CredentialControllerTest {
    private static final String PATH = "/internal/v1/credentials";

    @Inject
    EmbeddedServer server;

    private Caller gateway;
    private UUID tenant;
    private Caller administrator;
    private String person;
    private String email;

    @BeforeEach
    void createTenant() {
        gateway = Caller.gateway(server);
        tenant = Caller.newTenant(server, "team");
        administrator = Caller.administratorOf(server, tenant);
        person = UUID.randomUUID().toString();
        email = "p" + person + "@example.com";
    }

    @Test
    void aKeyStandsForItsTenant() {
        var issued = issueKey();

        var resolved = resolveKey(issued);

        assertThat(resolved.status()).isEqualTo(200);
        assertThat(resolved.body().path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(resolved.body().path("tenant_name").asText()).isEqualTo("Acme Bank");
        assertThat(resolved.body().path("subject").asText()).isEqualTo("key:" + issued.id());
        assertThat(resolved.body().path("scopes")).hasToString("[\"assistant:write\"]");
        assertThat(resolved.body().path("plan").asText()).isEqualTo("team");
        assertThat(resolved.body().path("requests_per_minute")).hasToString("{\"tenant\":1200,\"key\":600}");
        assertThat(resolved.body().path("weight").asInt()).isEqualTo(4);
        assertThat(resolved.body().path("status").asText()).isEqualTo("active");
        assertThat(resolved.body().path("test").asBoolean(true)).isFalse();
        assertThat(resolved.body().path("apps")).hasToString("[\"assistant\",\"model-runtime\"]");
        assertThat(resolved.body().path("models")).hasToString("[\"*\"]");
        assertThat(resolved.body().path("meters").path("assistant.analysis"))
                .hasToString("{\"included\":10000,\"unit_price_nanos\":2000000}");
    }

    @Test
    void anUnknownKeyIsToldFromARevokedOne() {
        var issued = issueKey();
        administrator.delete("/v1/api-keys/" + issued.id());

        var revoked = resolveKey(issued);
        var unknown = gateway.post(PATH, Map.of("api_key_sha256", "0".repeat(64)));

        assertThat(revoked.status()).isEqualTo(410);
        assertThat(revoked.problem()).isEqualTo("api-key-revoked");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.problem()).isEqualTo("api-key-unknown");
    }

    @Test
    void theFirstSignInWithAVerifiedAddressAcceptsTheInvitation() {
        var member = invite(administrator, email, "auditor");

        var resolved = signIn(Map.of("oidc_subject", person, "email", email.toUpperCase(), "email_verified", true));

        assertThat(resolved.status()).isEqualTo(200);
        assertThat(resolved.body().path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(resolved.body().path("subject").asText()).isEqualTo("user:" + person);
        assertThat(resolved.body().path("scopes")).hasToString("[\"decisions:read\",\"usage:read\",\"tenant:read\"]");
        assertThat(administrator
                        .get("/v1/members/" + member)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("active");
        assertThat(signIn(Map.of("oidc_subject", person)).body()).isEqualTo(resolved.body());
    }

    @Test
    void anUnverifiedAddressAcceptsNothing() {
        var member = invite(administrator, email, "member");

        var refused = signIn(Map.of("oidc_subject", person, "email", email));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.problem()).isEqualTo("member-unknown");
        assertThat(signIn(Map.of("oidc_subject", person, "email", email, "email_verified", false))
                        .status())
                .isEqualTo(404);
        assertThat(administrator
                        .get("/v1/members/" + member)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("invited");
    }

    @Test
    void anAcceptedMembershipIsNotTakenOverWithItsAddress() {
        invite(administrator, email, "owner");
        signIn(verified(person));

        var newcomer = signIn(verified(UUID.randomUUID().toString()));

        assertThat(newcomer.body().path("scopes")).hasToString("[\"sign-up\"]");
        assertThat(newcomer.body().has("tenant_id")).isFalse();
    }

    @Test
    void ofTwoPeopleAtOnceOneAccepts() throws Exception {
        invite(administrator, email, "member");

        var answers = AtOnce.call(
                4, () -> signIn(verified(UUID.randomUUID().toString())).body().has("tenant_id"));

        assertThat(answers).containsOnlyOnce(true).hasSize(4);
    }

    @Test
    void signInsOfOnePersonAtOnceAllSucceed() throws Exception {
        invite(administrator, email, "member");

        var answers = AtOnce.call(4, () -> signIn(verified(person)).status());

        assertThat(answers).containsOnly(200);
    }

    @Test
    void theEarliestMembershipCountsUnlessATenantIsChosen() {
        invite(administrator, email, "member");
        var second = Caller.newTenant(server, "free");
        invite(Caller.administratorOf(server, second), email, "owner");

        var first = signIn(verified(person));
        var chosen = signIn(
                Map.of("oidc_subject", person, "email", email, "email_verified", true, "tenant_id", second.toString()));

        assertThat(first.body().path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(chosen.body().path("tenant_id").asText()).isEqualTo(second.toString());
        assertThat(chosen.body().path("requests_per_minute")).hasToString("{\"tenant\":60,\"key\":30}");
        assertThat(signIn(verified(person)).body()).isEqualTo(first.body());
        assertThat(signIn(Map.of(
                                "oidc_subject",
                                person,
                                "tenant_id",
                                UUID.randomUUID().toString()))
                        .problem())
                .isEqualTo("member-unknown");
    }

    @Test
    void aSecondInvitationUnderAnotherAddressChangesNothing() {
        invite(administrator, "other" + email, "owner");
        invite(administrator, email, "member");
        var first = signIn(verified(person));

        var again = signIn(Map.of("oidc_subject", person, "email", "other" + email, "email_verified", true));

        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aRemovedMemberIsUnknown() {
        invite(administrator, "owner" + email, "owner");
        var member = invite(administrator, email, "member");
        signIn(verified(person));

        administrator.delete("/v1/members/" + member);

        assertThat(signIn(verified(person)).body().path("scopes")).hasToString("[\"sign-up\"]");
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(gateway.post(PATH, Map.of()).errors()).containsOnlyKeys("oidc_subject");
        assertThat(gateway.post(PATH, Map.of("api_key_sha256", "beef")).errors())
                .containsOnlyKeys("api_key_sha256");
        assertThat(gateway.post(PATH, Map.of("api_key_sha256", "0".repeat(64), "oidc_subject", "x"))
                        .errors())
                .containsOnlyKeys("oidc_subject");
        assertThat(gateway.post(PATH, Map.of("client_id", "x", "oidc_subject", "x"))
                        .errors())
                .containsOnlyKeys("oidc_subject");
        assertThat(gateway.post(PATH, Map.of("client_id", "x", "api_key_sha256", "0".repeat(64)))
                        .errors())
                .containsOnlyKeys("client_id");
        assertThat(gateway.post(PATH, Map.of("oidc_subject", "x", "tenant_id", "x"))
                        .errors())
                .containsOnlyKeys("tenant_id");
        assertThat(gateway.post(PATH, Map.of("oidc_subject", "x", "email_verified", "true"))
                        .errors())
                .containsOnlyKeys("email_verified");
    }

    @Test
    void onlyTheGatewayAsks() {
        var refused = administrator.post(PATH, Map.of("api_key_sha256", "0".repeat(64)));

        assertThat(refused.status()).isEqualTo(403);
    }

    private Caller.Answer issueKey() {
        return administrator.post(
                "/v1/api-keys", Map.of("name", "ci", "scopes", List.of("assistant:write"), "environment", "live"));
    }

    private Caller.Answer resolveKey(Caller.Answer issued) {
        var secret = issued.body().path("secret").asText().getBytes(StandardCharsets.US_ASCII);
        return gateway.post(PATH, Map.of("api_key_sha256", HexFormat.of().formatHex(Digests.sha256(secret))));
    }

    private static String invite(Caller administrator, String email, String role) {
        return administrator
                .post("/v1/members", Map.of("email", email, "role", role))
                .id();
    }

    private Map<String, Object> verified(String subject) {
        return Map.of("oidc_subject", subject, "email", email, "email_verified", true);
    }

    private Caller.Answer signIn(Map<String, Object> body) {
        return gateway.post(PATH, body);
    }
}

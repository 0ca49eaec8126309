package io.candor.tenantservice.signup;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.signup.SignUpService.Slug;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
class SignUpControllerTest {
    private static final String EMAIL = "X-Candor-Verified-Email";

    @Inject
    EmbeddedServer server;

    private String subject;
    private String email;

    @BeforeEach
    void somebodyNew() {
        subject = UUID.randomUUID().toString();
        email = "P" + subject + "@Example.com";
    }

    @Test
    void whoSignsUpOwnsANewTenantOnTheFreePlan() {
        var before = signIn();

        var tenant = signUp("Bäckerei Groß " + subject);

        assertThat(before.body().path("scopes")).hasToString("[\"sign-up\"]");
        assertThat(before.body().has("tenant_id")).isFalse();
        assertThat(before.body().path("verified_email").asText()).isEqualTo(email.toLowerCase());
        assertThat(tenant.status()).isEqualTo(201);
        assertThat(tenant.body().path("plan").asText()).isEqualTo("free");
        assertThat(tenant.body().path("slug").asText()).startsWith("backerei-gro-");
        var after = signIn();
        assertThat(after.body().path("tenant_id").asText()).isEqualTo(tenant.id());
        assertThat(after.body().path("scopes").toString()).contains("tenant:admin", "privacy:manage");
        var owner = Caller.of(server, UUID.fromString(tenant.id()), "tenant:read")
                .get("/v1/members")
                .body()
                .path("items");
        assertThat(owner).hasSize(1);
        assertThat(owner.get(0).path("email").asText()).isEqualTo(email.toLowerCase());
        assertThat(owner.get(0).path("role").asText()).isEqualTo("owner");
        assertThat(owner.get(0).path("status").asText()).isEqualTo("active");
    }

    @Test
    void theSameNameGetsAnotherSlug() {
        var name = "Name " + subject;
        var first = signUp(name);
        somebodyNew();

        var second = signUp(name);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("slug").asText())
                .startsWith(first.body().path("slug").asText() + "-");
    }

    @Test
    void aPersonFoundsOneTenant() throws Exception {
        var answers = AtOnce.call(4, () -> signUp("One " + subject).status());

        assertThat(answers)
                .containsOnlyOnce(201)
                .filteredOn(status -> status == 409)
                .hasSize(3);
        assertThat(signUp("Another").problem()).isEqualTo("already-member");
    }

    @Test
    void withoutAVerifiedAddressNobodySignsUp() {
        var refused = Caller.newcomer(server, subject).post("/v1/sign-ups", Map.of("name", "x"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("email-unverified");
    }

    @Test
    void aNewcomerReachesNothingElse() {
        var newcomer = Caller.newcomer(server, subject);

        assertThat(newcomer.get("/v1/tenant").status()).isEqualTo(403);
        assertThat(newcomer.get("/v1/members").status()).isEqualTo(403);
        assertThat(newcomer.get("/v1/platform/tenants").status()).isEqualTo(403);
    }

    @Test
    void aNameIsNeeded() {
        assertThat(signUp(" ").errors()).containsOnlyKeys("name");
        assertThat(signUp("x".repeat(121)).errors()).containsOnlyKeys("name");
    }

    @ParameterizedTest
    @CsvSource({
        "Acme Bank, acme-bank",
        "'  --Été & Co.  ', ete-co",
        "北京银行, tenant",
        "ＡＣＭＥ, acme",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbb, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void aSlugIsMadeOfTheName(String name, String slug) {
        assertThat(Slug.of(name).text()).isEqualTo(slug).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    private Caller.Answer signUp(String name) {
        return Caller.newcomer(server, subject).post("/v1/sign-ups", Map.of("name", name), EMAIL, email);
    }

    private Caller.Answer signIn() {
        return Caller.gateway(server)
                .post(
                        "/internal/v1/credentials",
                        Map.of("oidc_subject", subject, "email", email, "email_verified", true));
    }
}

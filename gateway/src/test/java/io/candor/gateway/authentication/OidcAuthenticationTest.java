package io.candor.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.candor.gateway.fixture.FakeIdentityProvider;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.Waiting;
import io.candor.platform.testing.TestTokens;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OidcAuthenticationTest {
    private static FakeIdentityProvider provider;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        provider = new FakeIdentityProvider();
        gateway = RunningGateway.start(Map.of("candor.oidc.issuer", provider.issuer()));
        gateway.tenantService().knowPerson("ada", TestTokens.TENANT);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void aPersonIsResolvedBySubjectAndAddress() {
        assertThat(get(provider.token("ada")).statusCode()).isEqualTo(200);

        assertThat(provider.keysPath()).isEqualTo("/realms/candor/protocol/openid-connect/certs");
        assertThat(gateway.tenantService().asked().getLast().request())
                .hasToString("{\"oidc_subject\":\"ada\",\"email\":\"ada@acme.example\",\"email_verified\":true}");
    }

    @Test
    void aTokenSignedWithRsaIsTakenToo() {
        assertThat(get(provider.rsaToken("ada")).statusCode()).isEqualTo(200);
    }

    @Test
    void aPersonOfSeveralTenantsChoosesOne() {
        var tenant = UUID.randomUUID();

        gateway.send(gateway.anonymous("/v1/tenant")
                .header("Authorization", "Bearer " + provider.token("ada"))
                .header("Candor-Tenant", tenant.toString()));
        assertThat(gateway.tenantService()
                        .asked()
                        .getLast()
                        .request()
                        .path("tenant_id")
                        .asText())
                .isEqualTo(tenant.toString());

        var nonsense = gateway.send(gateway.anonymous("/v1/tenant")
                .header("Authorization", "Bearer " + provider.token("ada"))
                .header("Candor-Tenant", "acme"));
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.problem(nonsense)
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asText())
                .isEqualTo("Candor-Tenant");
    }

    @Test
    void whoIsNoMemberIsRefused() {
        assertRefused(get(provider.token("stranger")), "member-unknown");
    }

    @Test
    void aServiceAccountIsResolvedByItsClient() {
        gateway.tenantService().knowServiceAccount("candor-sa-1", TestTokens.TENANT);

        var answer = get(provider.token("machine", claims -> claims.claim("azp", "candor-sa-1")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.tenantService().asked().getLast().request()).hasToString("{\"client_id\":\"candor-sa-1\"}");
        assertRefused(
                get(provider.token("ada", claims -> claims.claim("azp", "candor-sa-2"))), "service-account-unknown");
    }

    @Test
    void anOperatorIsToldFromOthersByTheRealmRole() {
        get(provider.token(
                "olive", claims -> claims.claim("realm_access", Map.of("roles", List.of("candor-operator")))));
        var operator = gateway.tenantService().asked().getLast().request();
        get(provider.token("oscar", claims -> claims.claim("realm_access", Map.of("roles", List.of("candor-user")))));
        var other = gateway.tenantService().asked().getLast().request();
        get(provider.token("oskar", claims -> claims.claim("roles", List.of("candor-operator"))));
        var impostor = gateway.tenantService().asked().getLast().request();

        assertThat(operator.path("operator").asBoolean()).isTrue();
        assertThat(other.has("operator")).isFalse();
        assertThat(impostor.has("operator")).isFalse();
    }

    @Test
    void aPersonWithoutATenantIsPassedOnWithTheVerifiedAddressAlone() {
        gateway.tenantService().knowNewcomer("nora", "nora@acme.example");

        var answer = gateway.send(gateway.anonymous("/v1/sign-ups")
                .header("Authorization", "Bearer " + provider.token("nora"))
                .header("X-Candor-Verified-Email", "eve@acme.example"));

        assertThat(answer.statusCode()).isEqualTo(200);
        var seen = gateway.tenant().last();
        assertThat(seen.headers().get("X-candor-verified-email")).containsExactly("nora@acme.example");
        assertThat(claims(seen.headers().getFirst("X-candor-internal-token")))
                .containsEntry("sub", "user:nora")
                .containsEntry("scp", List.of("sign-up"))
                .doesNotContainKey("tid");
    }

    @Test
    void aTokenThatIsNotMeantForUsIsRefused() {
        var now = Instant.now();
        for (var token : List.of(
                "nonsense",
                "a.b.c",
                provider.forgedToken("ada"),
                provider.unsignedToken("ada"),
                provider.confusedToken("ada"),
                provider.token("ada", claims -> claims.audience("account")),
                provider.token("ada", claims -> claims.audience((String) null)),
                provider.token("ada", claims -> claims.issuer("https://other.example/realms/candor")),
                provider.token("ada", claims -> claims.subject(null)),
                provider.token("ada", claims -> claims.expirationTime(null)),
                provider.token("ada", claims -> claims.expirationTime(Date.from(now.minusSeconds(10)))),
                provider.token("ada", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))))) {
            assertRefused(get(token), "token-invalid");
        }
    }

    @Test
    void anExpiredTokenIsCalledExpired() {
        var token = provider.token("ada", claims -> claims.expirationTime(Date.from(Instant.EPOCH)));

        assertThat(RunningGateway.problem(get(token)).path("detail").asText()).isEqualTo("The token has expired");
    }

    @Test
    void theGatewayStartsWhileTheProviderIsDownAndServesOnceItIsUp() throws Exception {
        try (var late = new FakeIdentityProvider()) {
            late.goDown();
            try (var early = RunningGateway.start(Map.of("candor.oidc.issuer", late.issuer()))) {
                early.tenantService().knowPerson("ada", TestTokens.TENANT);
                var request = early.anonymous("/v1/tenant").header("Authorization", "Bearer " + late.token("ada"));

                var refused = early.send(request);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(RunningGateway.slug(refused)).isEqualTo("upstream-unavailable");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(early.send(early.request("/v1/tenant")).statusCode()).isEqualTo(200);

                late.comeUp();
                Waiting.until(Duration.ofSeconds(15), () -> early.send(request).statusCode() == 200);
            }
        }
    }

    private static Map<String, Object> claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getClaims();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(String token) {
        return gateway.send(gateway.anonymous("/v1/tenant").header("Authorization", "Bearer " + token));
    }

    private static void assertRefused(HttpResponse<String> response, String slug) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.slug(response)).isEqualTo(slug);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"candor\", error=\"invalid_token\"");
    }
}

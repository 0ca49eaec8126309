package io.candor.tenantservice.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.candor.tenantservice.Caller;
import io.candor.tenantservice.identity.FakeIdentityProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
@Property(name = "test.identity-provider", value = "true")
@Property(name = "candor.identity-providers.private-addresses", value = "true")
class IdentityProviderControllerTest {
    private static final String PATH = "/v1/identity-providers";
    private static final String SAML = """
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/saml">
              <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
                  <ds:X509Certificate>
                    MIIB
                    AAAA
                  </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
                  Location="https://idp.example/post"/>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
                  Location="https://idp.example/redirect"/>
              </md:IDPSSODescriptor>
            </md:EntityDescriptor>
            """;

    @Inject
    EmbeddedServer server;

    @Inject
    FakeIdentityProvider keycloak;

    private UUID tenant;
    private Caller administrator;
    private HttpServer customer;
    private String issuer;
    private String domain;

    @BeforeEach
    void start() throws IOException {
        tenant = Caller.newTenant(server, "business");
        administrator = Caller.administratorOf(server, tenant);
        domain = "d" + UUID.randomUUID() + ".example";
        customer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + customer.getAddress().getPort() + "/realm";
        serve("/realm/.well-known/openid-configuration", discovery(issuer));
        serve("/metadata", SAML);
        customer.start();
    }

    @AfterEach
    void stop() {
        customer.stop(0);
        keycloak.comeUp();
    }

    @Test
    void anOpenIdProviderIsConnectedByItsDiscoveryDocument() {
        var connected = administrator.post(PATH, oidc());

        assertThat(connected.status()).isEqualTo(201);
        var alias = connected.body().path("alias").asText();
        assertThat(connected.body().path("issuer").asText()).isEqualTo(issuer);
        assertThat(connected.body().path("callback_url").asText()).endsWith("/broker/" + alias + "/endpoint");
        assertThat(connected.body().toString()).doesNotContain("s3cret");
        var connection = keycloak.connections().get(alias);
        assertThat(connection.protocol()).isEqualTo("oidc");
        assertThat(connection.domains()).containsExactly(domain);
        assertThat(connection.settings())
                .containsEntry("tokenUrl", issuer + "/token")
                .containsEntry("jwksUrl", issuer + "/keys")
                .containsEntry("clientSecret", "s3cret")
                .containsEntry("validateSignature", "true");
        assertThat(administrator.get(PATH + "/" + connected.id()).body()).isEqualTo(connected.body());
        assertThat(administrator.get(PATH).body().path("items").get(0)).isEqualTo(connected.body());
    }

    @Test
    void aSamlProviderIsConnectedByItsMetadata() {
        var byText = administrator.post(
                PATH, Map.of("name", "SAML", "domains", List.of(domain), "saml", Map.of("metadata_xml", SAML)));
        var byAddress = administrator.post(
                PATH,
                Map.of(
                        "name",
                        "SAML",
                        "domains",
                        List.of("x" + domain),
                        "saml",
                        Map.of("metadata_url", issuer.replace("/realm", "/metadata"))));

        assertThat(byText.status()).isEqualTo(201);
        assertThat(byText.body().path("issuer").asText()).isEqualTo("https://idp.example/saml");
        assertThat(byAddress.status()).isEqualTo(201);
        for (var connected : List.of(byText, byAddress)) {
            assertThat(keycloak.connections()
                            .get(connected.body().path("alias").asText())
                            .settings())
                    .containsEntry("singleSignOnServiceUrl", "https://idp.example/redirect")
                    .containsEntry("signingCertificate", "MIIBAAAA")
                    .containsEntry("wantAssertionsSigned", "true");
        }
    }

    @Test
    void anEndedProviderIsTakenAwayWithTheDeliveryAndItsDomainsAreFree() {
        var connected = administrator.post(PATH, oidc());
        var alias = connected.body().path("alias").asText();

        assertThat(administrator.delete(PATH + "/" + connected.id()).status()).isEqualTo(204);
        Caller.relayOf(server, tenant)
                .post(
                        "/internal/v1/identity-changes",
                        Map.of("changes", List.of(Map.of("id", UUID.randomUUID(), "kind", "provider", "ref", alias))));

        assertThat(keycloak.connections()).doesNotContainKey(alias);
        assertThat(administrator.get(PATH + "/" + connected.id()).status()).isEqualTo(404);
        assertThat(administrator.post(PATH, oidc()).status()).isEqualTo(201);
    }

    @Test
    void aDomainBelongsToOneTenant() {
        administrator.post(PATH, oidc());

        var refused = Caller.administratorOf(server, Caller.newTenant(server, "business"))
                .post(PATH, oidc());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("domain-taken");
        assertThat(refused.errors()).containsOnlyKeys("domains[0]");
    }

    @Test
    void whileKeycloakIsAwayNothingIsLeftBehind() {
        keycloak.goDown();
        assertThat(administrator.post(PATH, oidc()).problem()).isEqualTo("identity-provider-unavailable");
        keycloak.comeUp();

        assertThat(administrator.get(PATH).body().path("items")).isEmpty();
        assertThat(administrator.post(PATH, oidc()).status()).isEqualTo(201);
    }

    @Test
    void aDocumentOfAnotherIssuerIsRefused() {
        serve("/other/.well-known/openid-configuration", discovery(issuer));

        var refused = administrator.post(PATH, oidc(issuer.replace("/realm", "/other")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errors()).containsOnlyKeys("oidc.issuer");
    }

    @Test
    void metadataWithADocumentTypeOrWithoutACertificateAreRefused() {
        var entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + SAML;

        for (var xml :
                List.of(entity, "<x/>", "no xml", SAML.replaceAll("(?s)<md:KeyDescriptor.*KeyDescriptor>", ""))) {
            var refused = administrator.post(
                    PATH, Map.of("name", "SAML", "domains", List.of(domain), "saml", Map.of("metadata_xml", xml)));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.errors()).containsOnlyKeys("saml.metadata_xml");
        }
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(administrator
                        .post(PATH, Map.of("name", "x", "domains", List.of("No Domain")))
                        .errors())
                .containsOnlyKeys("domains[0]");
        assertThat(administrator
                        .post(PATH, Map.of("name", "x", "domains", List.of(domain)))
                        .errors())
                .containsOnlyKeys("oidc");
        assertThat(administrator
                        .post(PATH, Map.of("name", "x", "domains", List.of(domain), "saml", Map.of()))
                        .errors())
                .containsOnlyKeys("saml");
        assertThat(administrator.post(PATH, oidc("http://127.0.0.1:1")).errors())
                .containsOnlyKeys("oidc.issuer");
    }

    @Test
    void onlyAnAdministratorConnects() {
        assertThat(Caller.of(server, tenant, "tenant:read").get(PATH).status()).isEqualTo(403);
    }

    private Map<String, Object> oidc() {
        return oidc(issuer);
    }

    private Map<String, Object> oidc(String address) {
        return Map.of(
                "name",
                "Our sign-in",
                "domains",
                List.of(domain),
                "oidc",
                Map.of("issuer", address, "client_id", "candor", "client_secret", "s3cret"));
    }

    private static String discovery(String issuer) {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}
                """.formatted(issuer);
    }

    private void serve(String path, String body) {
        customer.createContext(path, exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }
}

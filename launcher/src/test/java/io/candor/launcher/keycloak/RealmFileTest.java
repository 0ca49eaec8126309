package io.candor.launcher.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealmFileTest {
    private final RealmFile realm = RealmFile.of(18080, "a-secret", Map.of());

    @Test
    void theWebClientIsPublicWithPkceAndKnowsTheGatewaysPort() {
        var client = realm.client("candor-web");

        assertThat(client.path("publicClient").asBoolean()).isTrue();
        assertThat(client.path("standardFlowEnabled").asBoolean()).isTrue();
        assertThat(client.path("directAccessGrantsEnabled").asBoolean()).isFalse();
        assertThat(client.path("attributes").path("pkce.code.challenge.method").asText())
                .isEqualTo("S256");
        assertThat(texts(client.path("redirectUris")))
                .containsExactly("http://127.0.0.1:18080/*", "http://localhost:18080/*");
        assertThat(texts(client.path("webOrigins")))
                .containsExactly("http://127.0.0.1:18080", "http://localhost:18080");
    }

    @Test
    void onlyTheDemoClientGivesTokensForAPassword() {
        var clients = StreamSupport.stream(realm.json().path("clients").spliterator(), false)
                .filter(client -> client.path("directAccessGrantsEnabled").asBoolean())
                .map(client -> client.path("clientId").asText());

        assertThat(clients).containsExactly("candor-demo");
        assertThat(realm.client("candor-demo").path("standardFlowEnabled").asBoolean())
                .isFalse();
    }

    @Test
    void accessTokensOfBothClientsAreForCandor() {
        for (var clientId : List.of("candor-web", "candor-demo")) {
            var mapper = realm.client(clientId).path("protocolMappers").get(0);

            assertThat(mapper.path("protocolMapper").asText()).isEqualTo("oidc-audience-mapper");
            assertThat(mapper.path("config").path("included.custom.audience").asText())
                    .isEqualTo("candor");
            assertThat(mapper.path("config").path("access.token.claim").asText())
                    .isEqualTo("true");
        }
    }

    @Test
    void theDemoPeopleHaveFixedIdsAndVerifiedAddresses() {
        var users = new ArrayList<JsonNode>();
        realm.json().path("users").forEach(user -> {
            if (!user.has("serviceAccountClientId")) {
                users.add(user);
            }
        });

        assertThat(users)
                .extracting(user -> user.path("email").asText())
                .containsExactly(
                        "ada@acme.example", "ben@acme.example", "olga@acme.example", "carla@northwind.example");
        assertThat(users).allSatisfy(user -> {
            assertThat(user.path("emailVerified").asBoolean()).isTrue();
            assertThat(user.path("id").asText()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(user.path("credentials").get(0).path("value").asText()).isEqualTo("candor-demo");
        });
    }

    @Test
    void guessingAPasswordIsSlowedDown() {
        assertThat(realm.json().path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.json().path("failureFactor").asInt()).isBetween(3, 30);
    }

    @Test
    void peopleRegisterThemselvesAndProveTheirAddress() {
        assertThat(realm.json().path("registrationAllowed").asBoolean()).isTrue();
        assertThat(realm.json().path("verifyEmail").asBoolean()).isTrue();
        assertThat(realm.json().path("resetPasswordAllowed").asBoolean()).isTrue();
        assertThat(realm.json().path("organizationsEnabled").asBoolean()).isTrue();
    }

    @Test
    void tenantServiceManagesPeopleClientsAndOrganizationsAndNotTheRealm() {
        var client = realm.client("candor-tenant-service");
        var account = StreamSupport.stream(realm.json().path("users").spliterator(), false)
                .filter(user -> user.path("serviceAccountClientId").asText().equals("candor-tenant-service"))
                .findFirst()
                .orElseThrow();

        assertThat(client.path("secret").asText()).isEqualTo("a-secret");
        assertThat(client.path("publicClient").asBoolean()).isFalse();
        assertThat(client.path("standardFlowEnabled").asBoolean()).isFalse();
        assertThat(texts(account.path("clientRoles").path("realm-management")))
                .contains("manage-users", "manage-clients", "manage-organizations", "manage-identity-providers")
                .doesNotContain("realm-admin", "manage-realm", "impersonation");
    }

    @Test
    void theMailServerIsTheOneOfTheEnvironment() {
        var mail = RealmFile.of(
                        18080,
                        "a-secret",
                        Map.of(
                                "CANDOR_SMTP_HOST",
                                "mail.example",
                                "CANDOR_SMTP_USER",
                                "candor",
                                "CANDOR_SMTP_FROM",
                                "Candor <candor@example.com>"))
                .json()
                .path("smtpServer");

        assertThat(realm.json().has("smtpServer")).isFalse();
        assertThat(mail.path("host").asText()).isEqualTo("mail.example");
        assertThat(mail.path("port").asText()).isEqualTo("587");
        assertThat(mail.path("from").asText()).isEqualTo("candor@example.com");
        assertThat(mail.path("auth").asText()).isEqualTo("true");
        assertThat(mail.path("starttls").asText()).isEqualTo("true");
    }

    @Test
    void noPlaceholderIsLeft() {
        assertThat(realm.text()).doesNotContain("${CANDOR");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

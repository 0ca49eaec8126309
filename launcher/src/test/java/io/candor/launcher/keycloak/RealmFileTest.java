package io.candor.launcher.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealmFileTest {
    private final RealmFile realm = RealmFile.forGateway(18080);

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
        realm.json().path("users").forEach(users::add);

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
    void noPlaceholderIsLeft() {
        assertThat(realm.text()).doesNotContain("${CANDOR");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

package io.candor.launcher.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The checked-in realm with this machine's gateway port put in. */
final class RealmFile {
    /** The realm's name, also in the file. */
    static final String REALM = "candor";

    /** The web app's client. */
    static final String WEB_CLIENT = "candor-web";

    private static final String RESOURCE = "/realm/candor-realm.json";

    private final String text;

    private RealmFile(String text) {
        this.text = text;
    }

    static RealmFile forGateway(int port) {
        try (var resource = Objects.requireNonNull(RealmFile.class.getResourceAsStream(RESOURCE))) {
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return new RealmFile(text.replace("${CANDOR_GATEWAY_PORT}", Integer.toString(port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text that Keycloak imports. */
    String text() {
        return text;
    }

    /** One client as the file has it. */
    JsonNode client(String clientId) {
        for (var client : json().path("clients")) {
            if (client.path("clientId").asText().equals(clientId)) {
                return client;
            }
        }
        throw new IllegalArgumentException("The realm file has no client " + clientId);
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.candor.launcher.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The checked-in realm with this machine's gateway port, client secret and mail server put in. */
final class RealmFile {
    /** The realm's name, also in the file. */
    static final String REALM = "candor";

    /** The web app's client. */
    static final String WEB_CLIENT = "candor-web";

    private static final String RESOURCE = "/realm/candor-realm.json";

    private final ObjectNode json;

    private RealmFile(ObjectNode json) {
        this.json = json;
    }

    /**
     * The realm of this machine.
     *
     * @param clientSecret of the client by which tenant-service manages the realm
     * @param environment may name a mail server with the variables {@code CANDOR_SMTP_…}
     */
    static RealmFile of(int gatewayPort, String clientSecret, Map<String, String> environment) {
        try (var resource = Objects.requireNonNull(RealmFile.class.getResourceAsStream(RESOURCE))) {
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${CANDOR_GATEWAY_PORT}", Integer.toString(gatewayPort))
                    .replace("${CANDOR_TENANT_CLIENT_SECRET}", clientSecret);
            var json = (ObjectNode) new ObjectMapper().readTree(text);
            var host = environment.getOrDefault("CANDOR_SMTP_HOST", "");
            if (!host.isBlank()) {
                putMailServer(json.putObject("smtpServer"), host, environment);
            }
            return new RealmFile(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putMailServer(ObjectNode server, String host, Map<String, String> environment) {
        var port = environment.getOrDefault("CANDOR_SMTP_PORT", "587");
        var user = environment.getOrDefault("CANDOR_SMTP_USER", "");
        var from = environment.getOrDefault("CANDOR_SMTP_FROM", "Candor <no-reply@candor.invalid>");
        server.put("host", host)
                .put("port", port)
                .put("from", from.replaceAll(".*<|>.*", ""))
                .put("fromDisplayName", "Candor")
                .put("ssl", Boolean.toString(port.equals("465")))
                .put("starttls", Boolean.toString(port.equals("587")))
                .put("auth", Boolean.toString(!user.isBlank()))
                .put("user", user)
                .put("password", environment.getOrDefault("CANDOR_SMTP_PASSWORD", ""));
    }

    /** The text that Keycloak imports. */
    String text() {
        return json.toPrettyString();
    }

    /** One client as the file has it. */
    JsonNode client(String clientId) {
        for (var client : json.path("clients")) {
            if (client.path("clientId").asText().equals(clientId)) {
                return client;
            }
        }
        throw new IllegalArgumentException("The realm file has no client " + clientId);
    }

    JsonNode json() {
        return json;
    }
}

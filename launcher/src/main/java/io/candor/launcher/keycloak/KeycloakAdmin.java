package io.candor.launcher.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The few calls of Keycloak's admin interface that the launcher needs. */
final class KeycloakAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI server;
    private final String user;
    private final String password;

    KeycloakAdmin(HttpClient client, URI server, String user, String password) {
        this.client = client;
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** Brings a realm after its file: its settings, the clients and people that are new, and the web app's addresses. */
    void follow(RealmFile realm) throws IOException, InterruptedException {
        var token = token();
        var settings = realm.json().deepCopy();
        var news = JSON.createObjectNode().put("ifResourceExists", "SKIP");
        for (var part : List.of("clients", "users")) {
            news.set(part, ((ObjectNode) settings).remove(part));
        }
        ((ObjectNode) settings).remove(List.of("roles", "scopeMappings"));
        put("/admin/realms/" + RealmFile.REALM, token, settings);
        send(authorized("/admin/realms/" + RealmFile.REALM + "/partialImport", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(news.toString())));
        updateClient(realm.client(RealmFile.WEB_CLIENT), token);
    }

    private void updateClient(JsonNode wanted, String token) throws IOException, InterruptedException {
        var clients = "/admin/realms/" + RealmFile.REALM + "/clients";
        var found = JSON.readTree(
                send(authorized(clients + "?clientId=" + wanted.path("clientId").asText(), token)
                        .GET()));
        var current = (ObjectNode) found.get(0);
        current.set("redirectUris", wanted.path("redirectUris"));
        current.set("webOrigins", wanted.path("webOrigins"));
        put(clients + "/" + current.path("id").asText(), token, current);
    }

    private void put(String path, String token, JsonNode body) throws IOException, InterruptedException {
        send(authorized(path, token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.toString())));
    }

    private String token() throws IOException, InterruptedException {
        var form = "grant_type=password&client_id=admin-cli&username=" + user + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        var answer = send(HttpRequest.newBuilder(server.resolve("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return JSON.readTree(answer).path("access_token").asText();
    }

    private HttpRequest.Builder authorized(String path, String token) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        var request = builder.build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new LauncherException("Keycloak answers %s %s with %d: %s"
                    .formatted(request.method(), request.uri().getPath(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }
}

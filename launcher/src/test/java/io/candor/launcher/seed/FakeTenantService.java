package io.candor.launcher.seed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The tenant-service's interface as far as the seed uses it, in memory. */
final class FakeTenantService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, ObjectNode> tenants = new LinkedHashMap<>();
    final Map<String, ObjectNode> members = new LinkedHashMap<>();
    final Map<String, ObjectNode> keys = new LinkedHashMap<>();
    private final HttpServer server;

    FakeTenantService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/tenants", exchange -> create(exchange, tenants, "slug"));
        server.createContext("/v1/members", this::members);
        server.createContext("/v1/api-keys", this::keys);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void members(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            create(exchange, members, "email");
            return;
        }
        var page = JSON.createObjectNode();
        var items = page.putArray("items");
        members.values().stream()
                .filter(member -> member.path("tid").asText().equals(tenant(exchange)))
                .forEach(items::add);
        answer(exchange, 200, page);
    }

    private void keys(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            create(exchange, keys, "name");
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var found = keys.values().stream()
                .filter(key -> path.endsWith(key.path("id").asText()))
                .findFirst();
        answer(exchange, found.isPresent() ? 200 : 404, found.orElse(JSON.createObjectNode()));
    }

    private void create(HttpExchange exchange, Map<String, ObjectNode> things, String unique) throws IOException {
        var thing = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        if (!thing.has("id")) {
            thing.put("id", UUID.randomUUID().toString());
        }
        thing.put("tid", tenant(exchange));
        thing.put("secret", "cnd_live_" + things.size());
        var isNew = things.putIfAbsent(thing.path(unique).asText(), thing) == null;
        answer(exchange, isNew ? 201 : 409, thing);
    }

    private static String tenant(HttpExchange exchange) {
        try {
            var token = SignedJWT.parse(exchange.getRequestHeaders().getFirst("X-Candor-Internal-Token"));
            return Objects.toString(token.getJWTClaimsSet().getStringClaim("tid"), "");
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

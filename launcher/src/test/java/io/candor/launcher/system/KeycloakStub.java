package io.candor.launcher.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** As much of Keycloak's admin interface as tenant-service needs to make service accounts and believe in organizations. */
final class KeycloakStub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN = "/admin/realms/candor";

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final HttpServer server;

    KeycloakStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/realms/candor/protocol/openid-connect/token", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 200, Map.of("access_token", "t", "token_type", "Bearer", "expires_in", 300));
        });
        server.createContext(ADMIN + "/clients", this::clients);
        server.createContext(ADMIN, exchange -> {
            exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "GET" ->
                    answer(exchange, 200, seen(exchange.getRequestURI().getPath()));
                case "POST" -> answer(exchange, 201, null);
                default -> answer(exchange, 204, null);
            }
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void clients(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var path = exchange.getRequestURI().getPath().substring((ADMIN + "/clients").length());
        var method = exchange.getRequestMethod();
        if (path.isEmpty() && method.equals("POST")) {
            secrets.put(JSON.readTree(body).path("clientId").asText(), "secret-" + numbers.incrementAndGet());
            answer(exchange, 201, null);
        } else if (path.isEmpty()) {
            var id = exchange.getRequestURI().getQuery().replaceAll(".*clientId=([^&]*).*", "$1");
            answer(
                    exchange,
                    200,
                    secrets.containsKey(id) ? new Object[] {Map.of("id", id, "clientId", id)} : new Object[0]);
        } else if (path.endsWith("/client-secret")) {
            var id = path.split("/")[1];
            if (method.equals("POST")) {
                secrets.put(id, "secret-" + numbers.incrementAndGet());
            }
            answer(exchange, 200, Map.of("type", "secret", "value", secrets.get(id)));
        } else {
            secrets.remove(path.substring(1));
            answer(exchange, 204, null);
        }
    }

    /** One organization, which is everybody's. */
    private static Object seen(String path) {
        var organization = Map.of("id", "o", "name", "o", "alias", "o", "enabled", true);
        if (path.endsWith("/organizations/o")) {
            return organization;
        }
        return path.endsWith("/organizations") ? new Object[] {organization} : new Object[0];
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        try (exchange) {
            var bytes =
                    body == null ? new byte[0] : JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}

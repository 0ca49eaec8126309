package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another service as the tenant service meets it: it answers what it was told to, and remembers what it was asked. */
final class FakeService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> pages = new ConcurrentLinkedQueue<>();
    private volatile boolean away;

    /** What it was asked. */
    record Asked(String what, JsonNode body) {}

    FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/v1/privacy/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void reset() {
        asked.clear();
        pages.clear();
        away = false;
    }

    void goAway(boolean now) {
        away = now;
    }

    void willExport(String... answers) {
        pages.addAll(List.of(answers));
    }

    List<JsonNode> asked(String what) {
        return asked.stream()
                .filter(each -> each.what().equals(what))
                .map(Asked::body)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var what = path.substring(path.lastIndexOf('/') + 1);
            var body = JSON.readTree(exchange.getRequestBody());
            if (away || exchange.getRequestHeaders().getFirst("X-Candor-Internal-Token") == null) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            asked.add(new Asked(what, body));
            var answer = switch (what) {
                case "export-pages" -> pages.isEmpty() ? "{\"rows\":[]}" : pages.remove();
                case "subject-erasures" -> "{\"rows\":1}";
                default -> "{\"complete\":true}";
            };
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.candor.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that speaks OpenAI's protocol, as a model's upstream: it streams back what was said. To {@code endless} it
 * answers until the other side is gone, and to {@code break off} half an answer.
 */
final class OpenAiUpstream implements AutoCloseable {
    /** What the model is called on the platform. */
    static final String MODEL = "echo";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private final HttpServer server;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    OpenAiUpstream() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** Describes the model in the repository {@code models}. */
    void addTo(Path models) {
        try {
            var folder = Files.createDirectories(models.resolve(MODEL).resolve("1"));
            Files.writeString(folder.resolve("model.yaml"), """
                    name: %s
                    version: "1"
                    kind: text-generation
                    language: en
                    owned_by: the tests
                    context_length: 4096
                    engines:
                      - type: upstream
                        name: echo
                        url: http://127.0.0.1:%d/v1
                        model: echo-1
                        retries: 0
                        circuit_breaker: {window: 1000, minimum_calls: 1000}
                    """.formatted(
                            MODEL, server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many answers are being given. */
    int running() {
        return running.get();
    }

    /** How many callers left before their answer's end. */
    int left() {
        return left.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        running.incrementAndGet();
        try (exchange) {
            var request = JSON.readTree(exchange.getRequestBody());
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            stream(exchange.getResponseBody(), request);
        } catch (IOException e) {
            left.incrementAndGet();
        } finally {
            running.decrementAndGet();
        }
    }

    private static void stream(OutputStream out, JsonNode request) throws IOException {
        var messages = request.path("messages");
        var said = messages.path(messages.size() - 1).path("content").asText();
        switch (said) {
            case "endless" -> {
                while (true) {
                    write(out, piece("more "));
                    LockSupport.parkNanos(PAUSE);
                }
            }
            case "break off" -> write(out, piece("Half an ans"));
            default -> {
                for (var word : new String[] {"You ", "said: ", said}) {
                    write(out, piece(word));
                }
                write(out, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
                write(
                        out,
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":4,\"total_tokens\":15}}");
                write(out, "[DONE]");
            }
        }
    }

    private static String piece(String text) {
        var chunk = JsonNodeFactory.instance.objectNode();
        chunk.putArray("choices").addObject().put("index", 0).putObject("delta").put("content", text);
        return chunk.toString();
    }

    private static void write(OutputStream out, String content) throws IOException {
        out.write(("data: " + content + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

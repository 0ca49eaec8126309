package io.candor.modelruntime.generation.upstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that answers chat completions as a test says. */
public final class FakeUpstream implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** What is done with the call of this number, from 1. */
    public interface Behaviour {
        void answer(int call, HttpExchange exchange) throws IOException, InterruptedException;
    }

    public FakeUpstream(Behaviour behaviour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            var call = calls.incrementAndGet();
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            try (exchange) {
                behaviour.answer(call, exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    public int calls() {
        return calls.get();
    }

    public String body() {
        return bodies.getLast();
    }

    public String authorization() {
        return authorizations.getLast();
    }

    /** Settings with short times and no repetition, unless changed. */
    public UpstreamSettings settings() {
        return settings(0, new UpstreamSettings.Breaker(100, 100, 50, Duration.ofSeconds(30)));
    }

    public UpstreamSettings settings(int retries, UpstreamSettings.Breaker breaker) {
        return settings(url(), retries, breaker, new ApiKey.None());
    }

    public static UpstreamSettings settings(URI url, int retries, UpstreamSettings.Breaker breaker, ApiKey key) {
        return new UpstreamSettings(
                "vllm",
                url,
                "remote-model",
                key,
                true,
                new UpstreamSettings.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofMillis(400)),
                retries,
                Duration.ofMillis(10),
                breaker);
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Begins an answer of server-sent events. */
    public static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
    }

    public static void send(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    public static String piece(String text) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    public static String end(String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n";
    }

    public static String usage(int prompt, int completion) {
        return "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                + "}}\n\n";
    }

    public static final String DONE = "data: [DONE]\n\n";

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

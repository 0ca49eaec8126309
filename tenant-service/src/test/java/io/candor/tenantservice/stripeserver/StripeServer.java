package io.candor.tenantservice.stripeserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * The part of Stripe's API that Candor uses, on a port of this machine: it checks the shape of each request and can fail,
 * delay, forget to answer and be away.
 *
 * <p>It needs nothing but the JDK, so that it also runs as a program of its own:
 * {@code java StripeServer.java <port>}; {@code GET /received} then tells the units per customer and meter.
 */
public final class StripeServer implements AutoCloseable {
    /** The secret key that it accepts. */
    public static final String KEY = "sk_test_candor";

    private static final String RECEIVED = "/received";

    private final HttpServer server;
    private final StripeObjects objects;
    private final Map<String, Saved> savedAnswers = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    private StripeServer(int port, Clock clock) {
        objects = new StripeObjects(clock);
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** A call as it arrived. */
    public record Request(String method, String path, Map<String, String> form, String idempotencyKey) {}

    private record Saved(Map<String, String> form, StripeAnswer answer) {}

    /** What goes wrong with one request. */
    public sealed interface Fault {
        /** The path that it waits for, after the method if that matters. */
        String path();

        /** Nothing is done, and this is answered. */
        record Refuse(String path, int status, String code, String retryAfter) implements Fault {}

        /** All is done, but the answer is lost. */
        record LoseAnswer(String path) implements Fault {}

        /** All is done when the latch opens. */
        record Delay(String path, CountDownLatch latch) implements Fault {}
    }

    /** Starts a server on a free port. */
    public static StripeServer start(Clock clock) {
        return new StripeServer(0, clock);
    }

    /** Runs the server alone: {@code [port]}. */
    public static void main(String... arguments) {
        var stripe = new StripeServer(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]), Clock.systemUTC());
        System.out.println(stripe.url());
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it holds. */
    public StripeObjects objects() {
        return objects;
    }

    /** Lets something go wrong, each once, in this order. */
    public void expect(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Answers {@code status} to the next request of {@code path}, having done nothing. */
    public void refuseNext(String path, int status) {
        expect(new Fault.Refuse(path, status, "", ""));
    }

    /** Breaks every connection until it is back. */
    public void setAway(boolean isAway) {
        away = isAway;
    }

    /** What was wrong with requests; empty when Candor keeps Stripe's rules. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The requests that began with {@code path}, in order. */
    public List<Request> requests(String method, String path) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().startsWith(path))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().getPath().equals(RECEIVED)) {
            send(exchange, new StripeAnswer(200, Map.copyOf(objects.meters().received())), "");
            return;
        }
        if (away) {
            exchange.close();
            return;
        }
        var uri = exchange.getRequestURI();
        var query = uri.getRawQuery();
        var form = Form.parse(body.isEmpty() && query != null ? query : body);
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var request = new Request(exchange.getRequestMethod(), uri.getPath(), form, key == null ? "" : key);
        requests.add(request);
        var fault = faultOf(request);
        if (fault instanceof Fault.Refuse refuse) {
            var answer = StripeAnswer.error(refuse.status(), refuse.code(), "As the test wanted");
            remember(request, answer);
            send(exchange, answer, refuse.retryAfter());
            return;
        }
        if (fault instanceof Fault.Delay delay) {
            await(delay.latch());
        }
        var answer = answer(exchange, request);
        if (fault instanceof Fault.LoseAnswer) {
            exchange.close();
            return;
        }
        send(exchange, answer, "");
    }

    private Fault faultOf(Request request) {
        var next = faults.peek();
        var call = request.method() + " " + request.path();
        return next != null && (request.path().startsWith(next.path()) || call.startsWith(next.path()))
                ? faults.poll()
                : null;
    }

    private StripeAnswer answer(HttpExchange exchange, Request request) {
        var wrong = RequestShape.wrong(exchange, request);
        if (wrong != null) {
            violations.add(request.method() + " " + request.path() + ": " + wrong);
            return StripeAnswer.error(wrong.contains("key that") ? 401 : 400, "", wrong);
        }
        var saved = request.idempotencyKey().isEmpty() ? null : savedAnswers.get(request.idempotencyKey());
        if (saved != null) {
            return saved.form().equals(request.form())
                    ? saved.answer()
                    : StripeAnswer.error(400, "idempotency_key_in_use", "Keys for idempotent requests change nothing");
        }
        var answer = objects.answer(request);
        if (answer.isViolation()) {
            violations.add(request.method() + " " + request.path() + ": " + answer.message());
        }
        remember(request, answer);
        return answer;
    }

    /** As Stripe does: also a 500 comes back under the same key; a refusal before the work began does not. */
    private void remember(Request request, StripeAnswer answer) {
        if (!request.idempotencyKey().isEmpty() && (answer.status() == 200 || answer.status() >= 500)) {
            savedAnswers.put(request.idempotencyKey(), new Saved(request.form(), answer));
        }
    }

    private static void send(HttpExchange exchange, StripeAnswer answer, String retryAfter) throws IOException {
        var bytes = Json.write(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Request-Id", "req_test");
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.FakeUpstream;
import io.candor.gateway.fixture.RawConnection;
import io.candor.gateway.fixture.RawUpstream;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpstreamFailureTest {
    private static final String PATH = "/v1/assistant/x";

    @Test
    void aServiceThatIsNotThereIsUnreachable() throws IOException {
        URI nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (var gateway = behind(nobody)) {
            var response = gateway.send(gateway.request(PATH).header("X-Request-Id", "lost-1"));

            assertProblem(response, 502, "upstream-unreachable");
            assertThat(response.headers().firstValue("X-Request-Id")).contains("lost-1");
            assertThat(RunningGateway.problem(response).path("request_id").asText())
                    .isEqualTo("lost-1");
            assertThat(response.headers().firstValue("RateLimit")).isPresent();
        }
    }

    @Test
    void aServiceThatBreaksOffBeforeItAnswersIsAskedOnlyOnce() throws IOException {
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.reset();
                });
                var gateway = behind(upstream.address())) {
            assertProblem(gateway.send(gateway.request(PATH)), 502, "upstream-unreachable");
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void aSilentServiceIsTimedOutAndLetGo() throws Exception {
        var letGo = new CompletableFuture<Boolean>();
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    letGo.complete(connection.isClosedByPeer());
                });
                var gateway = behind(upstream.address(), Map.of("candor.routing.timeout", "300ms"))) {
            assertProblem(gateway.send(gateway.request(PATH)), 504, "upstream-timeout");
            assertThat(letGo.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRouteMayHaveAPatienceOfItsOwn() throws Exception {
        try (var upstream = new FakeUpstream();
                var gateway = RunningGateway.start(Map.of(
                        "candor.routing.upstreams.model-runtime",
                        upstream.address(),
                        "candor.routing.timeout",
                        "100ms"))) {
            upstream.answerWith(exchange -> {
                LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
                FakeUpstream.respond(exchange, 200, "text/plain", "done");
            });

            assertThat(gateway.send(gateway.request("/v1/chat/completions")).body())
                    .isEqualTo("done");
            assertProblem(gateway.send(gateway.request("/v1/models")), 504, "upstream-timeout");
        }
    }

    @Test
    void aSlowUploadIsNotASilentService() throws Exception {
        try (var upstream = new FakeUpstream();
                var gateway = behind(upstream.address(), Map.of("candor.routing.timeout", "600ms"));
                var client = RawConnection.to(gateway.address())) {
            upstream.answerWith(200, "text/plain", "patience");
            client.send("POST " + PATH + " HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY
                    + "\nTransfer-Encoding: chunked\n\n");
            for (var chunk = 0; chunk < 8; chunk++) {
                client.sendChunk("slowly");
                LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
            }
            client.send("0\n\n");

            assertThat(client.readUntil("patience")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aCallerThatStallsIsToldThatItIsItsOwnDoing() throws Exception {
        var letGo = new CompletableFuture<Boolean>();
        try (var upstream = new RawUpstream(connection -> {
                    connection.readUntil("half");
                    letGo.complete(connection.isClosedByPeer());
                });
                var gateway = behind(upstream.address(), Map.of("candor.routing.timeout", "300ms"));
                var client = RawConnection.to(gateway.address())) {
            client.send("POST " + PATH + " HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY
                    + "\nContent-Length: 1000\n\n");
            client.send("half");

            assertThat(client.readUntil("request-timeout")).startsWith("HTTP/1.1 408 ");
            assertThat(letGo.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aServiceThatTakesNoConnectionIsTimedOut() throws IOException {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var gateway = behind(
                        URI.create("http://127.0.0.1:" + full.getLocalPort()),
                        Map.of("candor.routing.connect-timeout", "400ms"))) {
            var waiting = new ArrayList<Socket>();
            for (var index = 0; index < 3; index++) {
                var socket = new Socket();
                waiting.add(socket);
                Thread.startVirtualThread(() -> connect(socket, full));
            }
            Waiting.until(
                    Duration.ofSeconds(5),
                    () -> waiting.stream().filter(Socket::isConnected).count() == 2);

            assertProblem(gateway.send(gateway.request(PATH)), 504, "upstream-timeout");

            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void whatIsMoreThanAServiceMayHaveAtOnceIsRefusedAtOnce() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        try (var upstream = new FakeUpstream();
                var gateway = behind(
                        upstream.address(), Map.of("candor.routing.connections", "2", "candor.routing.queue", "1"))) {
            upstream.answerWith(exchange -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                await(mayAnswer);
                atOnce.decrementAndGet();
                FakeUpstream.respond(exchange, 200, "text/plain", "ok");
            });
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (var index = 0; index < 6; index++) {
                var underWay = Math.min(index, 2);
                Waiting.until(Duration.ofSeconds(10), () -> atOnce.get() == underWay);
                answers.add(CompletableFuture.supplyAsync(
                        () -> gateway.send(gateway.request(PATH)), Thread::startVirtualThread));
            }

            Waiting.until(
                    Duration.ofSeconds(10),
                    () -> answers.stream().filter(CompletableFuture::isDone).count() == 3);
            mayAnswer.countDown();

            var statuses = new HashMap<Integer, Integer>();
            for (var answer : answers) {
                var response = answer.get(10, TimeUnit.SECONDS);
                statuses.merge(response.statusCode(), 1, Integer::sum);
                if (response.statusCode() != 200) {
                    assertProblem(response, 503, "upstream-unavailable");
                    assertThat(response.headers().firstValue("Retry-After")).contains("1");
                }
            }
            assertThat(statuses).containsEntry(200, 3).containsEntry(503, 3);
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void aServiceThatIsNotReadyIsUnavailable() {
        try (var upstream = new FakeUpstream();
                var gateway = behind(upstream.address())) {
            upstream.answerWith(503, "text/plain", "starting");

            var response = gateway.send(gateway.request(PATH));

            assertProblem(response, 503, "upstream-unavailable");
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void aProblemOfTheServicePassesUnchanged() {
        try (var upstream = new FakeUpstream();
                var gateway = behind(upstream.address())) {
            for (var status : new int[] {401, 404, 409, 422, 429, 500, 502, 503, 504}) {
                var problem = "{\"type\":\"urn:candor:problem:its-own\",\"status\":" + status + ",\"x\":1}";
                upstream.answerWith(status, "application/problem+json", problem);

                var response = gateway.send(gateway.request(PATH));

                assertThat(response.statusCode()).isEqualTo(status);
                assertThat(response.body()).isEqualTo(problem);
                assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
        }
    }

    @Test
    void aStatusThatNobodyKnowsPassesUnchanged() {
        try (var upstream = new FakeUpstream();
                var gateway = behind(upstream.address())) {
            for (var status : new int[] {207, 299, 302, 418, 499, 599}) {
                upstream.answerWith(status, "text/plain", "text");

                assertThat(gateway.send(gateway.request(PATH)).statusCode()).isEqualTo(status);
            }
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningGateway.slug(response)).isEqualTo(slug);
    }

    private static void connect(Socket socket, ServerSocket server) {
        try {
            socket.connect(server.getLocalSocketAddress(), 20_000);
        } catch (IOException refused) {
            return;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunningGateway behind(URI upstream) {
        return behind(upstream, Map.of());
    }

    private static RunningGateway behind(URI upstream, Map<String, Object> properties) {
        var all = new HashMap<>(properties);
        all.put("candor.routing.upstreams.assistant-app", upstream);
        return RunningGateway.start(all);
    }
}

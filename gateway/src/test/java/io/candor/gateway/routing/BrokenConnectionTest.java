package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.FakeUpstream;
import io.candor.gateway.fixture.LargeBody;
import io.candor.gateway.fixture.RawConnection;
import io.candor.gateway.fixture.RawUpstream;
import io.candor.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokenConnectionTest {
    @Test
    void theUpstreamLearnsThatTheCallerLeftAnEventStream() throws Exception {
        var left = new CompletableFuture<Boolean>();
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n");
                    connection.sendChunk("data: one");
                    left.complete(connection.isClosedByPeer());
                });
                var gateway = behind(upstream)) {
            try (var client = RawConnection.to(gateway.address())) {
                client.send(request("GET", ""));
                client.readUntil("data: one");
            }

            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theUpstreamLearnsThatTheCallerLeftBeforeTheAnswerBegan() throws Exception {
        var asked = new CountDownLatch(1);
        var left = new CompletableFuture<Boolean>();
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    asked.countDown();
                    left.complete(connection.isClosedByPeer());
                });
                var gateway = behind(upstream)) {
            try (var client = RawConnection.to(gateway.address())) {
                client.send(request("GET", ""));
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theUpstreamLearnsThatTheCallerGaveUpItsUpload() throws Exception {
        var begun = new CountDownLatch(1);
        var left = new CompletableFuture<Boolean>();
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.readUntil("half");
                    begun.countDown();
                    left.complete(connection.isClosedByPeer());
                });
                var gateway = behind(upstream)) {
            try (var client = RawConnection.to(gateway.address())) {
                client.send(request("POST", "Content-Length: 1000\n"));
                client.send("half");
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotPassedAsWhole() throws Exception {
        for (var framing : new String[] {"Content-Length: 1000", "Transfer-Encoding: chunked"}) {
            try (var upstream = new RawUpstream(connection -> {
                        connection.readHead();
                        connection.send("HTTP/1.1 200 OK\n" + framing + "\n\n");
                        connection.send("4\nhalf\n");
                    });
                    var gateway = behind(upstream);
                    var client = RawConnection.to(gateway.address())) {
                client.send(request("GET", ""));

                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 200 ")
                        .contains("half")
                        .doesNotContain("\r\n0\r\n");
            }
        }
    }

    @Test
    void anEarlyRefusalReachesACallerThatIsStillSending() throws Exception {
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.readUntil("begin");
                    connection.send("HTTP/1.1 413 Too Large\nContent-Type: application/problem+json\n"
                            + "Content-Length: 2\nConnection: close\n\n{}");
                    connection.readToEnd();
                });
                var gateway = behind(upstream);
                var client = RawConnection.to(gateway.address())) {
            client.send(request("POST", "Content-Length: 1000000000\n"));
            client.send("begin");

            assertThat(client.readUntil("{}")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aChunkedPostThatIsAnswered404LeavesNothingBehind() throws Exception {
        var served = new AtomicInteger();
        try (var upstream = new RawUpstream(connection -> {
                    while (true) {
                        connection.readHead();
                        connection.readUntil("\r\n0\r\n\r\n");
                        served.incrementAndGet();
                        connection.send("HTTP/1.1 404 Not Found\nContent-Length: 2\n\nno");
                    }
                });
                var gateway = behind(upstream);
                var client = RawConnection.to(gateway.address())) {
            var before = 0L;
            for (var turn = 0; turn < 400; turn++) {
                if (turn == 100) {
                    before = usedMemory();
                }
                var path = turn % 2 == 0 ? "/v1/assistant/x" : "/v1/nothing";
                client.send("POST " + path + " HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY
                        + "\nTransfer-Encoding: chunked\n\n");
                client.sendChunk("x".repeat(10_000));
                client.send("0\n\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 404 ");
                client.readUntil(turn % 2 == 0 ? "no" : "}");
            }

            assertThat(served).hasValue(200);
            var growth = usedMemory() - before;
            assertThat(growth).isLessThan(3_000_000);
        }
    }

    @Test
    void manyCallersThatStallHoldUpNobodyElse() throws Exception {
        var arrived = new CountDownLatch(60);
        var stalled = new ArrayList<RawConnection>();
        try (var upstream = new FakeUpstream();
                var gateway =
                        RunningGateway.start(Map.of("candor.routing.upstreams.assistant-app", upstream.address()))) {
            upstream.answerWith(exchange -> {
                arrived.countDown();
                var large = exchange.getRequestMethod().equals("GET");
                exchange.sendResponseHeaders(200, large ? LargeBody.SIZE : -1);
                if (large) {
                    new LargeBody().transferTo(exchange.getResponseBody());
                }
                exchange.close();
            });
            gateway.tenant().answerWith(200, "text/plain", "well");
            for (var index = 0; index < 30; index++) {
                var uploading = RawConnection.to(gateway.address());
                uploading.send(request("POST", "Content-Length: 1000\n"));
                uploading.send("half");
                var downloading = RawConnection.to(gateway.address());
                downloading.send(request("GET", ""));
                stalled.add(uploading);
                stalled.add(downloading);
            }
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            for (var turn = 0; turn < 20; turn++) {
                var response = gateway.send(gateway.request("/v1/tenant").timeout(Duration.ofSeconds(5)));
                assertThat(response.body()).isEqualTo("well");
            }
        } finally {
            for (var connection : stalled) {
                connection.close();
            }
        }
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        try (var upstream = new RawUpstream(connection -> {
                    while (true) {
                        connection.readHead();
                        connection.send("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
                    }
                });
                var gateway = behind(upstream);
                var client = RawConnection.to(gateway.address())) {
            for (var turn = 0; turn < 20; turn++) {
                client.send(request("GET", ""));
                client.readUntil("ok");
            }

            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void anUpstreamThatSpeaksNoHttpIsUnreachable() throws Exception {
        try (var upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.send("SSH-2.0 surprise\n\n");
                });
                var gateway = behind(upstream)) {
            var response = gateway.send(gateway.request("/v1/assistant/x"));

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(RunningGateway.slug(response)).isEqualTo("upstream-unreachable");
        }
    }

    @Test
    void aCallerThatSpeaksNoHttpIsRefused() throws IOException {
        try (var gateway = RunningGateway.start();
                var client = RawConnection.to(gateway.address())) {
            client.send("SSH-2.0 surprise\n\n");

            assertThat(client.readToEnd())
                    .containsPattern("^HTTP/1.[01] 400 ")
                    .contains("urn:candor:problem:validation-failed")
                    .contains("\"request_id\":\"")
                    .containsIgnoringCase("X-Request-Id: ");
        }
    }

    private static long usedMemory() {
        var smallest = Long.MAX_VALUE;
        for (var turn = 0; turn < 3; turn++) {
            System.gc();
            smallest = Math.min(
                    smallest,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return smallest;
    }

    private static String request(String method, String fields) {
        return method + " /v1/assistant/x HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY + "\n" + fields
                + "\n";
    }

    private static RunningGateway behind(RawUpstream upstream) {
        return RunningGateway.start(Map.of("candor.routing.upstreams.assistant-app", upstream.address()));
    }
}

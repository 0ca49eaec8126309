package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.FakeUpstream;
import io.candor.gateway.fixture.LargeBody;
import io.candor.gateway.fixture.RawConnection;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamingTest {
    /** More than the buffers of all sockets on the way can hold, and far less than the whole body. */
    private static final long MOST_IN_FLIGHT = 40L * 1024 * 1024;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void anUploadReachesTheUpstreamBeforeItIsComplete() throws Exception {
        var firstArrived = new CountDownLatch(1);
        gateway.assistant().answerWith(exchange -> {
            var body = exchange.getRequestBody();
            var first = new String(body.readNBytes(4), StandardCharsets.US_ASCII);
            firstArrived.countDown();
            FakeUpstream.respond(
                    exchange, 200, "text/plain", first + new String(body.readAllBytes(), StandardCharsets.US_ASCII));
        });
        try (var client = RawConnection.to(gateway.address())) {
            client.send(head("POST", "Transfer-Encoding: chunked\n"));
            client.sendChunk("first");
            assertThat(firstArrived.await(10, TimeUnit.SECONDS)).isTrue();

            client.sendChunk("+last");
            client.send("0\n\n");

            assertThat(client.readUntil("first+last")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aLargeUploadArrivesWhole() {
        var checksum = new AtomicLong();
        gateway.assistant().answerWith(exchange -> {
            checksum.set(LargeBody.checksum(exchange.getRequestBody()));
            FakeUpstream.respond(exchange, 200, "text/plain", "done");
        });

        var response = gateway.send(gateway.request("/v1/assistant/files")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(LargeBody::new), LargeBody.SIZE)));

        assertThat(response.body()).isEqualTo("done");
        assertThat(checksum).hasValue(LargeBody.checksum());
        assertThat(gateway.assistant().last().headers().getFirst("Content-Length"))
                .isEqualTo(String.valueOf(LargeBody.SIZE));
    }

    @Test
    void aLargeDownloadArrivesWhole() {
        gateway.assistant().answerWith(exchange -> {
            exchange.sendResponseHeaders(200, LargeBody.SIZE);
            try (var out = exchange.getResponseBody()) {
                new LargeBody().transferTo(out);
            }
        });

        var response = gateway.send(gateway.request("/v1/assistant/files"), BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(LargeBody.SIZE);
        assertThat(LargeBody.checksum(response.body())).isEqualTo(LargeBody.checksum());
    }

    @Test
    void anUpstreamThatReadsSlowlyHoldsTheCallerBack() throws Exception {
        var mayRead = new CountDownLatch(1);
        gateway.assistant().answerWith(exchange -> {
            await(mayRead);
            FakeUpstream.respond(exchange, 200, "text/plain", "" + LargeBody.checksum(exchange.getRequestBody()));
        });
        var body = new LargeBody();
        var response = CompletableFuture.supplyAsync(() -> gateway.send(gateway.request("/v1/assistant/files")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), LargeBody.SIZE))));

        Waiting.until(Duration.ofSeconds(10), () -> body.position() > 0);
        assertThat(Waiting.untilStill(Duration.ofMillis(700), body::position)).isLessThan(MOST_IN_FLIGHT);

        mayRead.countDown();
        assertThat(response.get(60, TimeUnit.SECONDS).body()).isEqualTo("" + LargeBody.checksum());
    }

    @Test
    void aCallerThatReadsSlowlyHoldsTheUpstreamBack() throws Exception {
        var body = new LargeBody();
        gateway.assistant().answerWith(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                body.transferTo(out);
            }
        });

        var response = gateway.send(gateway.request("/v1/assistant/files"), BodyHandlers.ofInputStream());

        assertThat(Waiting.untilStill(Duration.ofMillis(700), body::position)).isLessThan(MOST_IN_FLIGHT);
        assertThat(LargeBody.checksum(response.body())).isEqualTo(LargeBody.checksum());
    }

    @Test
    void anEventReachesTheCallerBeforeTheNextOneIsMade() throws Exception {
        var firstSeen = new CountDownLatch(1);
        gateway.assistant().answerWith(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write("data: one\n\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                await(firstSeen);
                out.write("data: two\n\n".getBytes(StandardCharsets.US_ASCII));
            }
        });

        var response = gateway.send(
                gateway.request("/v1/assistant/stream").header("Accept-Encoding", "gzip"),
                BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.US_ASCII))) {
            assertThat(lines.readLine()).isEqualTo("data: one");
            firstSeen.countDown();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: two");
        }
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void aCallerThatWaitsForContinueIsTold() throws Exception {
        gateway.assistant()
                .answerWith(exchange -> FakeUpstream.respond(
                        exchange,
                        200,
                        "text/plain",
                        "got " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII)));
        try (var client = RawConnection.to(gateway.address())) {
            client.send(head("POST", "Content-Length: 4\nExpect: 100-continue\n"));

            assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");

            client.send("body");
            assertThat(client.readUntil("got body")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.assistant().last().headers()).doesNotContainKey("Expect");
        }
    }

    @Test
    void headTellsTheLengthAndHasNoBody() throws Exception {
        gateway.assistant().answerWith(exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "12345");
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        try (var client = RawConnection.to(gateway.address())) {
            for (var turn = 0; turn < 3; turn++) {
                client.send(head("HEAD", ""));
                assertThat(client.readHead().toLowerCase(java.util.Locale.ROOT))
                        .startsWith("http/1.1 200 ")
                        .contains("content-length: 12345")
                        .contains("content-type: text/plain");
            }
        }
    }

    @Test
    void whatIsCompressedPassesAsItIs() {
        var compressed = new byte[] {31, -117, 8, 0, 1, 2, 3};
        gateway.assistant().answerWith(exchange -> {
            var received = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, received.length);
            exchange.getResponseBody().write(received);
            exchange.close();
        });

        var response = gateway.send(
                gateway.request("/v1/assistant/files")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(compressed)),
                BodyHandlers.ofByteArray());

        assertThat(response.body()).isEqualTo(compressed);
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    private static String head(String method, String fields) {
        return method + " /v1/assistant/x HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY + "\n" + fields
                + "\n";
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("Nobody let this go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

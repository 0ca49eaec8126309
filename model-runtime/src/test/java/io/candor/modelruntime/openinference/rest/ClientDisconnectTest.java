package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.platform.security.PublicEndpoint;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to work whose client is gone, seen with a socket and work that never ends of itself. */
@MicronautTest(transactional = false)
@Property(name = "test.endless", value = "true")
class ClientDisconnectTest extends RuntimeTest {
    private static final String REQUEST =
            "POST /test/endless HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 4\r\n\r\nwork";

    @Inject
    private EmbeddedServer server;

    @Inject
    private EndlessController controller;

    @Test
    void workIsCancelledWhenItsClientCloses() throws Exception {
        CompletableFuture<String> work;
        try (var socket = ask()) {
            work = controller.started();
            assertThat(work).isNotDone();
        }

        assertThat(work.handle((answer, failure) -> work.isCancelled()).get(10, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void workIsLeftAloneWhileItsClientWaits() throws Exception {
        try (var socket = ask()) {
            controller.started().complete("done");

            var answer = new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private Socket ask() throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Controller("/test/endless")
    @Requires(property = "test.endless", value = "true")
    static class EndlessController {
        private final BlockingQueue<CompletableFuture<String>> works = new LinkedBlockingQueue<>();

        @Post(consumes = "text/plain", produces = "text/plain")
        @PublicEndpoint
        CompletableFuture<String> work(HttpRequest<?> request, @Body String body) {
            var work = new CompletableFuture<String>();
            ClientDisconnect.cancels(request, work);
            works.add(work);
            return work.exceptionally(failure -> "given up");
        }

        CompletableFuture<String> started() throws InterruptedException {
            var work = works.poll(10, TimeUnit.SECONDS);
            assertThat(work).isNotNull();
            return work;
        }
    }
}

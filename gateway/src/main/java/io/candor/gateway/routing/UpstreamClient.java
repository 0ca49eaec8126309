package io.candor.gateway.routing;

import io.candor.platform.web.CallerConnection;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to the upstreams with Jetty's HTTP client.
 *
 * <p>Micronaut 4.10's own raw client is not used, for it does not tell the other side when one side goes away: a caller
 * that leaves an endless event stream, or gives up half an upload, leaves the upstream's connection open
 * ({@code allowDiscard} has no effect in it, and cancelling before the head does not close the connection); its read
 * timeout counts only what is read, so a slow upload looks like a silent upstream; and its proxy mode ignores the limits
 * of the pool (micronaut-core 7028).
 */
@Singleton
class UpstreamClient {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamClient.class);

    private final HttpClient client;
    private final RoutingConfig config;

    UpstreamClient(RoutingConfig config) throws Exception {
        this.config = config;
        this.client = JettyClients.start(config);
    }

    @PreDestroy
    void stop() throws Exception {
        client.stop();
    }

    /**
     * Sends {@code request} and waits for the head of the answer; a caller that goes away meanwhile ends the exchange.
     *
     * @param caller watches the caller's connection and runs what it is given when that closes
     * @throws ProblemException 502, 503 or 504 when there is none
     */
    UpstreamAnswer exchange(UpstreamRequest request, Function<Runnable, CallerConnection> caller) {
        try {
            return attempt(request, caller);
        } catch (ExecutionException e) {
            throw failure(request, e);
        }
    }

    private static ProblemException failure(UpstreamRequest request, ExecutionException e) {
        LOG.warn("No answer from {}: {}", request.upstream(), UpstreamFailure.kind(e));
        return UpstreamFailure.problem(e);
    }

    private UpstreamAnswer attempt(UpstreamRequest request, Function<Runnable, CallerConnection> caller)
            throws ExecutionException {
        var progress = new Progress();
        var listener = new InputStreamResponseListener();
        var sent = build(request);
        if (request.body() != null) {
            var upload = new Upload(request.body(), request.length(), progress);
            sent.body(upload).onRequestFailure((failed, cause) -> upload.stop());
            upload.start();
        }
        sent.send(listener);
        var response = awaitHead(listener, sent, progress, request.timeout(), caller);
        var body = new AnswerStream(listener.getInputStream(), sent);
        var headers = response.getHeaders().stream()
                .map(field -> new HeaderField(field.getName(), Objects.requireNonNullElse(field.getValue(), "")))
                .toList();
        return new UpstreamAnswer(
                response.getStatus(), Objects.requireNonNullElse(response.getReason(), ""), headers, body);
    }

    private Request build(UpstreamRequest request) {
        var upstream = request.upstream();
        return client.newRequest(upstream.getHost(), port(request))
                .scheme(upstream.getScheme())
                .method(request.method())
                .path(request.target())
                .idleTimeout(config.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> request.headers().forEach(field -> fields.add(field.name(), field.value())));
    }

    private static int port(UpstreamRequest request) {
        var port = request.upstream().getPort();
        if (port > 0) {
            return port;
        }
        return "https".equals(request.upstream().getScheme()) ? 443 : 80;
    }

    private static Response awaitHead(
            InputStreamResponseListener listener,
            Request sent,
            Progress progress,
            Duration timeout,
            Function<Runnable, CallerConnection> caller)
            throws ExecutionException {
        try (var watch = caller.apply(() -> sent.abort(new ClosedChannelException()))) {
            return awaitHead(listener, sent, progress, timeout);
        }
    }

    private static Response awaitHead(
            InputStreamResponseListener listener, Request sent, Progress progress, Duration timeout)
            throws ExecutionException {
        while (true) {
            var left = progress.left(timeout);
            try {
                return listener.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress.left(timeout).isPositive()) {
                    continue;
                }
                var unused = sent.abort(e);
                throw UpstreamFailure.silence(progress.isCallersTurn());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var unused = sent.abort(e);
                throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "upstream-unavailable", "Shutting down");
            }
        }
    }
}

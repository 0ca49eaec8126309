package io.candor.modelruntime.generation.upstream;

import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.ChatSink;
import io.candor.modelruntime.generation.upstream.ByteFeed.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One attempt: one request, whose answer goes to the sink as it comes. */
final class UpstreamCall {
    private static final long ASK_MILLIS = 20;
    private static final int LONGEST_BODY = 1 << 22;

    private final UpstreamSettings settings;
    private final UpstreamAnswer answer;
    private final ChatSink sink;
    private final ByteFeed feed = new ByteFeed();
    private long deadline;

    UpstreamCall(UpstreamSettings settings, ChatPrompt prompt, ChatSink sink) {
        this.settings = settings;
        this.sink = sink;
        this.answer = new UpstreamAnswer(settings.name(), prompt, sink);
    }

    /** Ends the attempt where it waits: nobody wants the text any more. */
    private static final class CancelledException extends Exception {
        private CancelledException() {
            super(null, null, false, false);
        }
    }

    /** Makes the call; its connection is closed at once when the sink is cancelled. */
    ChatResult run(HttpClient client, HttpRequest request) throws UpstreamFailure {
        var problems = new UpstreamProblems(settings);
        allow(settings.timeouts().firstToken());
        try {
            var response = head(client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher()));
            response.body().subscribe(feed);
            if (response.statusCode() != 200) {
                throw problems.ofStatus(response, body());
            }
            if (isJson(response)) {
                answer.add(body());
            } else {
                stream();
            }
            if (!answer.isFinished() && !answer.isDone()) {
                throw new IOException("the upstream ended its answer in the middle");
            }
            return answer.result(null);
        } catch (CancelledException e) {
            return answer.result("cancelled");
        } catch (TimeoutException e) {
            throw problems.ofTimeout(partial());
        } catch (IOException e) {
            throw problems.ofBreak(e, partial());
        } finally {
            feed.close();
        }
    }

    private @Nullable ChatResult partial() {
        return answer.hasText() ? answer.result("error") : null;
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> head(
            CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response)
            throws IOException, TimeoutException, CancelledException {
        try {
            while (true) {
                try {
                    return response.get(ASK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    requireTime();
                }
            }
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (TimeoutException | CancelledException e) {
            response.cancel(true);
            throw e;
        }
    }

    private void stream() throws IOException, TimeoutException, CancelledException {
        var lines = new EventLines();
        while (!answer.isDone()) {
            var part = next();
            if (part instanceof Part.Bytes(var buffers)) {
                for (var buffer : buffers) {
                    accept(lines.add(buffer));
                }
            } else {
                accept(lines.end());
                return;
            }
        }
    }

    private void accept(List<String> events) throws IOException, CancelledException {
        for (var event : events) {
            if (sink.isCancelled()) {
                throw new CancelledException();
            }
            answer.add(event);
            allow(
                    answer.hasText()
                            ? settings.timeouts().idle()
                            : settings.timeouts().firstToken());
        }
    }

    private String body() throws IOException, TimeoutException, CancelledException {
        var body = new ByteArrayOutputStream();
        while (next() instanceof Part.Bytes(var buffers)) {
            for (var buffer : buffers) {
                var bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                body.writeBytes(bytes);
            }
            if (body.size() > LONGEST_BODY) {
                throw new IOException("the answer of the upstream is longer than 4 MiB");
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private Part next() throws IOException, TimeoutException, CancelledException {
        try {
            var part = feed.poll(ASK_MILLIS);
            while (part == null) {
                requireTime();
                part = feed.poll(ASK_MILLIS);
            }
            if (part instanceof Part.Broken(var cause)) {
                throw new IOException(cause);
            }
            return part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    private void requireTime() throws TimeoutException, CancelledException {
        if (sink.isCancelled()) {
            throw new CancelledException();
        }
        if (System.nanoTime() - deadline > 0) {
            throw new TimeoutException();
        }
    }

    private static boolean isJson(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    }
}

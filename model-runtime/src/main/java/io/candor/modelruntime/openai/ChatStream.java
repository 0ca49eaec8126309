package io.candor.modelruntime.openai;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of a chat that is being completed, as bytes; while there is none to tell, a comment keeps the connection
 * alive. Closing it ends the generation.
 */
final class ChatStream extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ChatStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final ChatEvents format;
    private final Generation generation = new Generation(this::tell);
    private byte[] current;
    private int position;
    private boolean ended;

    ChatStream(ChatEvents format) {
        this.format = format;
        this.current = format.role();
    }

    /** Runs {@code work} in the calling thread and tells how it ends; a failure is for the caller to see. */
    boolean feed(Function<Generation, Generated> work) {
        try {
            var end = format.end(work.apply(generation));
            begun.complete(true);
            events.add(end);
        } catch (ProblemException e) {
            fail(e);
        } catch (RuntimeException e) {
            LOG.error("A generation failed", e);
            fail(new ProblemException(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "internal-error",
                    "The request failed for a reason of ours; quote the request id to support"));
        }
        return events.add(END);
    }

    /**
     * Returns when there is something to read, or after {@code patience}.
     *
     * @throws ProblemException when the generation failed until then
     */
    void awaitBegin(Duration patience) {
        try {
            begun.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            begun.complete(true);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String piece) {
        begun.complete(true);
        events.add(format.piece(piece));
    }

    private void fail(ProblemException failure) {
        if (!begun.completeExceptionally(failure)) {
            events.add(format.failure(failure));
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == current.length) {
            if (ended) {
                return -1;
            }
            next();
        }
        var count = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        return count;
    }

    private void next() throws IOException {
        try {
            var event = events.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            ended = event == END;
            current = event == null ? format.heartbeat() : event;
            position = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted");
        }
    }

    @Override
    public void close() {
        generation.cancel();
        events.add(END);
    }
}

package io.candor.modelruntime.generation.upstream;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of a response, for one thread that waits for it with a limit. No more is asked for than was taken. */
final class ByteFeed implements Flow.Subscriber<List<ByteBuffer>> {
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    /** What may come next. */
    sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End() implements Part {}

        record Broken(Throwable cause) implements Part {}
    }

    /** The next part; null when none came in time. */
    @Nullable
    Part poll(long millis) throws InterruptedException {
        var part = parts.poll(millis, TimeUnit.MILLISECONDS);
        var open = subscription;
        if (part instanceof Part.Bytes && open != null) {
            open.request(1);
        }
        return part;
    }

    /** Ends the response; its connection is closed unless all of it has come. */
    void close() {
        closed = true;
        var open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        if (closed) {
            opened.cancel();
        } else {
            opened.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable thrown) {
        parts.add(new Part.Broken(thrown));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End());
    }
}

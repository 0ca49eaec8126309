package io.candor.modelruntime.serving;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that several users hold at once and that is closed when the last of them lets it go. Whoever makes it holds
 * it. Closing may wait for the very thread that lets go last, so that it mostly happens on a thread of its own.
 */
final class Shared<T extends AutoCloseable> {
    private static final Logger LOG = LoggerFactory.getLogger(Shared.class);

    private final T value;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private int users = 1;

    Shared(T value) {
        this.value = value;
    }

    /** What is shared; to be used only while it is held. */
    T get() {
        return value;
    }

    /** Holds it too; false when it is closed already. */
    synchronized boolean retain() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Lets it go; if nobody holds it any more, it is closed on a thread of its own. */
    void release() {
        if (leave()) {
            Thread.ofPlatform().name("model-unload").start(this::close);
        }
    }

    /** Lets it go; if nobody holds it any more, it is closed before this returns. */
    void releaseAndClose() {
        if (leave()) {
            close();
        }
    }

    private synchronized boolean leave() {
        if (users == 0) {
            throw new IllegalStateException("It was let go more often than held");
        }
        users--;
        return users == 0;
    }

    /** Done when it is closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    private void close() {
        try {
            value.close();
        } catch (Exception e) {
            LOG.warn("A part of a model could not be closed", e);
        } finally {
            closed.complete(null);
        }
    }
}

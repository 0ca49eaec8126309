package io.candor.modelruntime.generation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Keeps the pieces; cancels once the text so far says so. */
public final class RecordingSink implements ChatSink {
    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final Predicate<String> enough;
    private volatile boolean cancelled;
    private volatile long cancelledAt;

    public RecordingSink() {
        this(text -> false);
    }

    public RecordingSink(Predicate<String> enough) {
        this.enough = enough;
    }

    @Override
    public void text(String piece) {
        pieces.add(piece);
        if (enough.test(text())) {
            cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    public void cancel() {
        cancelled = true;
        cancelledAt = System.nanoTime();
    }

    public long nanosSinceCancelled() {
        return System.nanoTime() - cancelledAt;
    }

    public List<String> pieces() {
        return pieces;
    }

    public String text() {
        return String.join("", pieces);
    }
}

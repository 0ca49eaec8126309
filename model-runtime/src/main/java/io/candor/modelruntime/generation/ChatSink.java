package io.candor.modelruntime.generation;

/** Where the text of a generation goes, piece by piece. */
public interface ChatSink {
    /**
     * Takes the next piece; called by one thread at a time.
     *
     * @param piece whole characters, never half of one
     */
    void text(String piece);

    /** Whether nobody waits for the text any more; asked often and from other threads, so it must be cheap and safe. */
    boolean isCancelled();
}

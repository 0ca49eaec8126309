package io.candor.modelruntime.openai;

import io.candor.modelruntime.generation.ChatSink;
import io.candor.modelruntime.generation.EngineException;
import java.util.function.Consumer;

/** One generation: gathers the text, passes each piece on, and ends once it is cancelled. */
final class Generation implements ChatSink {
    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> listener;
    private volatile boolean cancelled;

    Generation(Consumer<String> listener) {
        this.listener = listener;
    }

    /**
     * Runs the engine in the calling thread.
     *
     * @throws io.candor.platform.web.ProblemException when it gave nothing
     */
    Generated run(ChatCall call) {
        try {
            var result = call.model().engine().generate(call.request().prompt(), this);
            return new Generated(text.toString(), result, null);
        } catch (EngineException e) {
            return new Generated(text.toString(), e.partial().orElseThrow(() -> e), e);
        }
    }

    @Override
    public void text(String piece) {
        text.append(piece);
        listener.accept(piece);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** Nobody waits for the text any more. */
    void cancel() {
        cancelled = true;
    }
}

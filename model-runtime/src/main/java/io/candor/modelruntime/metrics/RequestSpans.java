package io.candor.modelruntime.metrics;

import io.candor.platform.tracing.SpanAttributes;
import io.opentelemetry.api.trace.Span;
import java.util.function.IntFunction;

/** Where one request is on its way through a scheduler; each step may come from another thread. */
public final class RequestSpans {
    /** Of a request that nobody traces. */
    static final RequestSpans NONE = new RequestSpans(Span.getInvalid(), batchSize -> Span.getInvalid());

    private final IntFunction<Span> run;
    private Span current;

    RequestSpans(Span queue, IntFunction<Span> run) {
        this.current = queue;
        this.run = run;
    }

    /** Whether anybody sees where it is. */
    public boolean isTraced() {
        return this != NONE;
    }

    /** Its batch of {@code batchSize} rows begins to run; not after its end. */
    public void running(int batchSize) {
        if (!isTraced()) {
            return;
        }
        synchronized (this) {
            if (current.isRecording()) {
                current.end();
                current = run.apply(batchSize);
            }
        }
    }

    /** It was answered. */
    public void ended() {
        if (isTraced()) {
            synchronized (this) {
                current.end();
            }
        }
    }

    /** It was not answered. */
    public void failed(FailureReason reason) {
        if (isTraced()) {
            synchronized (this) {
                SpanAttributes.setError(current, reason.name());
                current.end();
            }
        }
    }
}

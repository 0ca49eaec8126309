package io.candor.platform.tracing;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The span that a piece of work belongs to. Wherever it is bound, {@link Span#current()} is that span, on whatever thread
 * the work goes on, and log lines carry {@code trace_id}.
 */
public record TraceContext(Context context) implements ThreadPropagatedContextElement<TraceContext.Before> {
    private static final String TRACE_ID = "trace_id";

    /** A context in which {@code span} is the current one. */
    public static TraceContext of(Span span) {
        return new TraceContext(Context.current().with(span));
    }

    /** Runs {@code work} with this context bound. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return PropagatedContext.getOrEmpty().plus(this).propagate(work);
    }

    /** Runs {@code work} with this context bound. */
    public void run(Runnable work) {
        PropagatedContext.getOrEmpty().plus(this).wrap(work).run();
    }

    @Override
    public Before updateThreadContext() {
        var traceId = MDC.get(TRACE_ID);
        MDC.put(TRACE_ID, Span.fromContext(context).getSpanContext().getTraceId());
        return new Before(ContextStorage.get().attach(context), traceId);
    }

    @Override
    public void restoreThreadContext(Before before) {
        before.scope().close();
        if (before.traceId() == null) {
            MDC.remove(TRACE_ID);
        } else {
            MDC.put(TRACE_ID, before.traceId());
        }
    }

    /** What the thread was bound to before. */
    public record Before(Scope scope, @Nullable String traceId) {}
}

package io.candor.modelruntime.metrics;

import io.candor.platform.tracing.SpanAttributes;
import io.candor.platform.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;

/**
 * Spans of the way of requests through a model's scheduler: {@code scheduler.queue} while one waits and
 * {@code session.run} while its batch runs, both under the request's own span. What belongs to no request has none.
 */
@Singleton
public final class InferenceSpans {
    private final Tracing tracing;

    /** Spans that {@code tracing} handles. */
    public InferenceSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** A request of {@code rows} rows is being submitted; {@code request} holds its span. */
    public RequestSpans submitted(Context request, String model, String version, int rows) {
        if (!tracing.isOn() || !Span.fromContext(request).getSpanContext().isValid()) {
            return RequestSpans.NONE;
        }
        Span.fromContext(request)
                .setAttribute(SpanAttributes.MODEL_NAME, model)
                .setAttribute(SpanAttributes.MODEL_VERSION, version);
        var queue = span("scheduler.queue", request, model, version)
                .setAttribute(SpanAttributes.BATCH_SIZE, (long) rows)
                .startSpan();
        return new RequestSpans(
                queue,
                batchSize -> span("session.run", request, model, version)
                        .setAttribute(SpanAttributes.BATCH_SIZE, (long) batchSize)
                        .startSpan());
    }

    private SpanBuilder span(String name, Context parent, String model, String version) {
        return tracing.span(name)
                .setParent(parent)
                .setAttribute(SpanAttributes.MODEL_NAME, model)
                .setAttribute(SpanAttributes.MODEL_VERSION, version);
    }
}

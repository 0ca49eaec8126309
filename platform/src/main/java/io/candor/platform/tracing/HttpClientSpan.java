package io.candor.platform.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.function.BiConsumer;

/** The span of a request that this service sends, until the head of its answer; without one it has failed. */
public final class HttpClientSpan implements AutoCloseable {
    private final Tracing tracing;
    private final Span span;
    private boolean answered;

    private HttpClientSpan(Tracing tracing, Span span) {
        this.tracing = tracing;
        this.span = span;
    }

    /** Begins a span for a request with {@code method} to {@code target}; only address and port of that are told. */
    public static HttpClientSpan start(Tracing tracing, String name, String method, URI target) {
        var builder = tracing.span(name)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(SpanAttributes.METHOD, method)
                .setAttribute(SpanAttributes.SERVER_ADDRESS, String.valueOf(target.getHost()));
        if (target.getPort() > 0) {
            builder.setAttribute(SpanAttributes.SERVER_PORT, target.getPort());
        }
        return new HttpClientSpan(tracing, builder.startSpan());
    }

    /** The span, to tell more in it. */
    public Span span() {
        return span;
    }

    /** Hands the header fields that carry the trace to {@code headers}. */
    public void inject(BiConsumer<String, String> headers) {
        tracing.inject(Context.current().with(span), headers);
    }

    /** The answer began. */
    public void answered(int status) {
        answered = true;
        span.setAttribute(SpanAttributes.STATUS, status);
        if (status >= 400) {
            SpanAttributes.setError(span, String.valueOf(status));
        }
    }

    @Override
    public void close() {
        if (!answered) {
            SpanAttributes.setError(span, "_OTHER");
        }
        span.end();
    }
}

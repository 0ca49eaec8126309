package io.candor.platform.tracing;

import io.micronaut.http.HttpRequest;
import io.opentelemetry.api.trace.Span;

/** The span of an HTTP request that this service serves. */
public final class RequestSpan {
    private static final String ATTRIBUTE = "candor.span";

    private RequestSpan() {}

    /** The span of {@code request}; an empty one while tracing is off. */
    public static Span of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Span.class).orElseGet(Span::getInvalid);
    }

    /** Names the span of {@code request} after the route that it took. */
    public static void setRoute(HttpRequest<?> request, String route) {
        var span = of(request);
        if (span.isRecording()) {
            span.setAttribute(SpanAttributes.ROUTE, route);
            span.updateName(request.getMethodName() + " " + route);
        }
    }

    static void keep(HttpRequest<?> request, Span span) {
        request.setAttribute(ATTRIBUTE, span);
    }
}

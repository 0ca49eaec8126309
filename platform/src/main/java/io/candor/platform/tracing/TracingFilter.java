package io.candor.platform.tracing;

import io.candor.platform.web.RequestId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;

/** Makes a span of every request, from its arrival to the head of its answer, except where only machines look. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
@Requires(beans = SpanProcessor.class)
class TracingFilter {
    private static final List<String> UNTRACED = List.of("/health", "/prometheus");

    private final Tracing tracing;
    private final boolean trustsCallers;

    TracingFilter(Tracing tracing, TracingConfig config) {
        this.tracing = tracing;
        this.trustsCallers = config.trustCallers();
    }

    @RequestFilter
    void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
        var path = request.getPath();
        if (UNTRACED.stream().anyMatch(untraced -> path.equals(untraced) || path.startsWith(untraced + "/"))) {
            return;
        }
        var span = span(request);
        RequestSpan.keep(request, span);
        RequestId.find(request).ifPresent(id -> span.setAttribute(SpanAttributes.REQUEST_ID, id));
        propagated.add(new TraceContext(Context.root().with(span)));
    }

    private Span span(HttpRequest<?> request) {
        var caller = tracing.extract(request.getHeaders()::get);
        var builder = tracing.span(request.getMethodName())
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(SpanAttributes.METHOD, request.getMethodName())
                .setAttribute(SpanAttributes.PATH, request.getPath())
                .setAttribute(SpanAttributes.SCHEME, request.isSecure() ? "https" : "http");
        var callers = Span.fromContext(caller).getSpanContext();
        if (trustsCallers) {
            builder.setParent(caller);
        } else if (callers.isValid()) {
            builder.setNoParent().addLink(callers);
        } else {
            builder.setNoParent();
        }
        return builder.startSpan();
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        var span = RequestSpan.of(request);
        RouteAttributes.getRouteMatch(request)
                .flatMap(route -> BasicHttpAttributes.getUriTemplate(request))
                .ifPresent(route -> RequestSpan.setRoute(request, route));
        span.setAttribute(SpanAttributes.STATUS, response.code());
        if (response.code() >= 500) {
            SpanAttributes.setError(span, String.valueOf(response.code()));
        }
        span.end();
    }
}

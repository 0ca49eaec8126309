package io.candor.platform.tracing;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;

/** Spans of gRPC calls (OpenTelemetry semantic conventions for gRPC). */
final class RpcSpan {
    private RpcSpan() {}

    static SpanBuilder of(Tracing tracing, MethodDescriptor<?, ?> method, SpanKind kind) {
        return tracing.span(method.getFullMethodName())
                .setSpanKind(kind)
                .setAttribute(SpanAttributes.RPC_SYSTEM, "grpc")
                .setAttribute(SpanAttributes.RPC_SERVICE, String.valueOf(method.getServiceName()))
                .setAttribute(SpanAttributes.RPC_METHOD, String.valueOf(method.getBareMethodName()));
    }

    static void end(Span span, Status status) {
        span.setAttribute(SpanAttributes.RPC_STATUS, status.getCode().value());
        if (!status.isOk()) {
            SpanAttributes.setError(span, status.getCode().name());
        }
        span.end();
    }
}

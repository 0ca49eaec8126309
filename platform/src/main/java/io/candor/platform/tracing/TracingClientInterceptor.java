package io.candor.platform.tracing;

import io.candor.platform.tenancy.TenantContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;

/** Makes a span of every call that is sent, and sends its context along. */
final class TracingClientInterceptor implements ClientInterceptor {
    private final Tracing tracing;

    TracingClientInterceptor(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                var span = RpcSpan.of(tracing, method, SpanKind.CLIENT).startSpan();
                TenantContext.find().ifPresent(caller -> SpanAttributes.setCaller(span, caller));
                tracing.inject(
                        Context.current().with(span),
                        (name, value) -> headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                RpcSpan.end(span, status);
                                super.onClose(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }
}

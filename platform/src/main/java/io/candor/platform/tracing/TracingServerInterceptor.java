package io.candor.platform.tracing;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;

/** Makes a span of every call that is served; it is bound wherever the call's handlers run. */
final class TracingServerInterceptor implements ServerInterceptor {
    private final Tracing tracing;

    TracingServerInterceptor(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var caller = tracing.extract(name -> headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
        var span = RpcSpan.of(tracing, call.getMethodDescriptor(), SpanKind.SERVER)
                .setParent(caller)
                .startSpan();
        var context = new TraceContext(caller.with(span));
        var ending = new SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                RpcSpan.end(span, status);
                super.close(status, trailers);
            }
        };
        return new Bound<>(context.call(() -> next.startCall(ending, headers)), context, span);
    }

    /** Runs the handlers of one call in its context. */
    private static final class Bound<Q> extends ForwardingServerCallListener<Q> {
        private final ServerCall.Listener<Q> delegate;
        private final TraceContext context;
        private final Span span;

        private Bound(ServerCall.Listener<Q> delegate, TraceContext context, Span span) {
            this.delegate = delegate;
            this.context = context;
            this.span = span;
        }

        @Override
        protected ServerCall.Listener<Q> delegate() {
            return delegate;
        }

        @Override
        public void onMessage(Q message) {
            context.run(() -> delegate.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            context.run(delegate::onHalfClose);
        }

        @Override
        public void onCancel() {
            context.run(delegate::onCancel);
            RpcSpan.end(span, Status.CANCELLED);
        }

        @Override
        public void onComplete() {
            context.run(delegate::onComplete);
        }

        @Override
        public void onReady() {
            context.run(delegate::onReady);
        }
    }
}

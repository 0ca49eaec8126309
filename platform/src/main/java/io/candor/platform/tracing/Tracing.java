package io.candor.platform.tracing;

import io.grpc.ClientInterceptor;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Begins spans and carries their context over the wire; while it is off, spans are empty and nothing is carried. */
public final class Tracing implements AutoCloseable {
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;
    private final @Nullable SdkTracerProvider provider;

    private Tracing(TracerProvider tracers, @Nullable SdkTracerProvider provider) {
        this.tracer = tracers.get("io.candor");
        this.provider = provider;
    }

    /** No tracing. */
    public static Tracing off() {
        return new Tracing(TracerProvider.noop(), null);
    }

    /** Tracing whose spans {@code provider} handles; closing ends that too, once its spans are out. */
    public static Tracing on(SdkTracerProvider provider) {
        return new Tracing(provider, provider);
    }

    /** Whether anybody gets the spans. */
    public boolean isOn() {
        return provider != null;
    }

    /** A span to be started; its parent is the current one, unless another is set. */
    public SpanBuilder span(String name) {
        return tracer.spanBuilder(name);
    }

    /**
     * The context in which the sender of a message sent it (W3C Trace Context, "traceparent" and "tracestate").
     *
     * @param fields the value of the message's field of this name, or null
     */
    public Context extract(UnaryOperator<@Nullable String> fields) {
        return W3C.extract(Context.root(), fields, new Fields());
    }

    /** Hands {@code context} to {@code fields}, name by name, for a message that is about to be sent. */
    public void inject(Context context, BiConsumer<String, String> fields) {
        if (isOn()) {
            W3C.inject(context, fields, (carrier, name, value) -> {
                if (carrier != null) {
                    carrier.accept(name, value);
                }
            });
        }
    }

    /** What a gRPC client passes its calls through. */
    public List<ClientInterceptor> clientInterceptors() {
        return isOn() ? List.of(new TracingClientInterceptor(this)) : List.of();
    }

    /** What a gRPC server passes its calls through, before anything else. */
    public List<ServerInterceptor> serverInterceptors() {
        return isOn() ? List.of(new TracingServerInterceptor(this)) : List.of();
    }

    @Override
    public void close() {
        if (provider != null) {
            provider.close();
        }
    }

    private static final class Fields implements TextMapGetter<UnaryOperator<@Nullable String>> {
        @Override
        public Iterable<String> keys(UnaryOperator<@Nullable String> carrier) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable UnaryOperator<@Nullable String> carrier, String key) {
            return carrier == null ? null : carrier.apply(key);
        }
    }
}

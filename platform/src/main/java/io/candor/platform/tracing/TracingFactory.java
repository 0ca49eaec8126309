package io.candor.platform.tracing;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.ApplicationConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Sets tracing up, once, at start. */
@Factory
class TracingFactory {
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    @Singleton
    @Requires(property = "candor.tracing.otlp-endpoint", pattern = ".+")
    SpanProcessor processor(TracingConfig config) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(config.tracesEndpoint());
        config.headers().forEach(exporter::addHeader);
        return BatchSpanProcessor.builder(exporter.build()).build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    Tracing tracing(TracingConfig config, ApplicationConfiguration application, @Nullable SpanProcessor processor) {
        if (processor == null) {
            return Tracing.off();
        }
        var name = config.serviceName().isEmpty() ? application.getName().orElse("candor") : config.serviceName();
        return Tracing.on(SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.builder().put(SERVICE_NAME, name).build()))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sampleRatio())))
                .addSpanProcessor(processor)
                .build());
    }
}

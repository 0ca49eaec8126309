package io.candor.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micronaut.context.ApplicationContext;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExportTest {
    private static final Map<String, Object> NO_DATABASE = Map.of("candor.database.enabled", "false");

    @Test
    void withoutACollectorNothingIsMade() {
        try (var context = ApplicationContext.run(NO_DATABASE)) {
            var tracing = context.getBean(Tracing.class);

            assertThat(tracing.isOn()).isFalse();
            assertThat(context.containsBean(SpanProcessor.class)).isFalse();
            assertThat(context.containsBean(TracingFilter.class)).isFalse();
            assertThat(tracing.clientInterceptors()).isEmpty();
            assertThat(tracing.serverInterceptors()).isEmpty();
            assertThat(tracing.span("s").startSpan().isRecording()).isFalse();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("BatchSpanProcessor"));
        }
    }

    @Test
    void spansReachTheCollectorAtTheLatestWhenTheServiceStops() throws Exception {
        var received = new LinkedBlockingQueue<String>();
        var collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            var properties = Map.<String, Object>of(
                    "candor.database.enabled", "false",
                    "candor.tracing.otlp-endpoint",
                            "http://127.0.0.1:" + collector.getAddress().getPort() + "/",
                    "candor.tracing.otlp-headers", "X-Key=k1,other=x=y",
                    "candor.tracing.service-name", "my-service");
            try (var context = ApplicationContext.run(properties)) {
                context.getBean(Tracing.class).span("my-span").startSpan().end();
            }

            assertThat(received.poll(30, TimeUnit.SECONDS))
                    .startsWith("application/x-protobuf k1 ")
                    .contains("my-span", "my-service");
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void theUsualVariablesSayWhereTheCollectorIs() {
        try (var context = ApplicationContext.run(Map.of(
                "candor.database.enabled", "false",
                "otel.exporter.otlp.endpoint", "http://127.0.0.1:1",
                "otel.exporter.otlp.headers", "a=b",
                "otel.service.name", "named"))) {
            var config = context.getBean(TracingConfig.class);

            assertThat(config.tracesEndpoint()).isEqualTo("http://127.0.0.1:1/v1/traces");
            assertThat(config.headers()).containsExactly(Map.entry("a", "b"));
            assertThat(config.serviceName()).isEqualTo("named");
        }
        try (var context = ApplicationContext.run(Map.of(
                "candor.database.enabled", "false",
                "otel.exporter.otlp.endpoint", "http://127.0.0.1:1",
                "candor.otlp.endpoint", "http://127.0.0.1:2"))) {
            assertThat(context.getBean(TracingConfig.class).otlpEndpoint()).isEqualTo("http://127.0.0.1:2");
        }
    }
}

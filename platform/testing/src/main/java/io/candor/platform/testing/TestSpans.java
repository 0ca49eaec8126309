package io.candor.platform.testing;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Turns tracing on in a test's context that sets {@code candor.test.spans=true}, and keeps the spans that end. */
@Factory
@Singleton
@Requires(property = "candor.test.spans", value = "true")
public class TestSpans {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @Bean(preDestroy = "close")
    @Singleton
    SpanProcessor processor() {
        return SimpleSpanProcessor.create(exporter);
    }

    /** The spans that have ended, in that order. */
    public List<SpanData> ended() {
        return exporter.getFinishedSpanItems();
    }

    /** The one span with this name that has ended; waits until there is one. */
    public SpanData await(String name) {
        return Eventually.assertThat(() -> named(name), Optional::isPresent).orElseThrow();
    }

    private Optional<SpanData> named(String name) {
        return ended().stream().filter(span -> span.getName().equals(name)).findFirst();
    }

    /** Forgets the spans so far. */
    public void forget() {
        exporter.reset();
    }
}

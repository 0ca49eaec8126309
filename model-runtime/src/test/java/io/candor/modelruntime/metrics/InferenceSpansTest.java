package io.candor.modelruntime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceSpansTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.on(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build());
    private final InferenceSpans spans = new InferenceSpans(tracing);

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void waitingAndRunningAreSpansOfTheRequest() throws Exception {
        var request = tracing.span("request").startSpan();

        var way = spans.submitted(Context.root().with(request), "m", "3", 2);
        var instance = Thread.ofPlatform().start(() -> {
            way.running(8);
            way.ended();
        });
        instance.join();
        request.end();

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("scheduler.queue", "session.run", "request");
        var queue = exporter.getFinishedSpanItems().get(0);
        var run = exporter.getFinishedSpanItems().get(1);
        assertThat(queue.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(run.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(run.getStartEpochNanos()).isGreaterThanOrEqualTo(queue.getStartEpochNanos());
        assertThat(run.getAttributes().get(AttributeKey.longKey("candor.batch_size")))
                .isEqualTo(8);
        assertThat(exporter.getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("candor.model.version")))
                .containsOnly("3");
    }

    @Test
    void aRequestThatNeverRanHasNoRun() {
        var way = spans.submitted(Context.root().with(tracing.span("request").startSpan()), "m", "3", 1);

        way.failed(FailureReason.CANCELED);
        way.running(1);
        way.ended();

        var queue = exporter.getFinishedSpanItems();
        assertThat(queue).extracting(SpanData::getName).containsExactly("scheduler.queue");
        assertThat(queue.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(queue.getFirst().getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("CANCELED");
    }

    @Test
    void aRunThatFailsIsMarked() {
        var way = spans.submitted(Context.root().with(tracing.span("request").startSpan()), "m", "3", 1);

        way.running(4);
        way.failed(FailureReason.BACKEND);

        var run = exporter.getFinishedSpanItems().getLast();
        assertThat(run.getName()).isEqualTo("session.run");
        assertThat(run.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("BACKEND");
    }

    @Test
    void whatBelongsToNoRequestHasNoSpans() {
        var way = spans.submitted(Context.root(), "m", "3", 1);
        way.running(1);
        way.ended();

        assertThat(way.isTraced()).isFalse();
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void withoutTracingNothingIsMade() {
        var off = new InferenceSpans(Tracing.off());

        var way = off.submitted(Context.root(), "m", "1", 1);
        way.running(1);
        way.ended();
        way.failed(FailureReason.OTHER);

        assertThat(way).isSameAs(off.submitted(Context.root(), "other", "2", 3));
    }
}

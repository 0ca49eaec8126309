package io.candor.modelruntime.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.inference.InferRequest;
import io.candor.platform.inference.ModelClient;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestSpans;
import io.candor.platform.testing.TestTokens;
import io.candor.platform.tracing.TraceContext;
import io.candor.platform.tracing.Tracing;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From an app's call over gRPC to the run of each model that takes part. */
@MicronautTest(transactional = false)
@Property(name = "candor.test.spans", value = "true")
class TracingTest extends RuntimeTest {
    private static final String CALL = "inference.GRPCInferenceService/ModelInfer";

    @Inject
    private ModelClient client;

    @Inject
    private Tracing tracing;

    @Inject
    private TestSpans spans;

    @Test
    void theWayThroughTheSchedulerIsPartOfTheCallersTrace() {
        var app = tracing.span("app").startSpan();

        TenantContext.ofService("assistant-app", TestTokens.TENANT, "request-1")
                .run(() -> TraceContext.of(app)
                        .run(() -> client.infer(new InferRequest(
                                "text-analysis", List.of("Where is my card?"), Map.of(), List.of("tone")))));
        app.end();

        spans.await("app");
        var all = spans.ended();
        assertThat(all)
                .extracting(SpanData::getTraceId)
                .containsOnly(app.getSpanContext().getTraceId());
        var sent = one(all, SpanKind.CLIENT);
        var served = one(all, SpanKind.SERVER);
        assertThat(sent.getParentSpanId()).isEqualTo(app.getSpanContext().getSpanId());
        assertThat(served.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(served.getAttributes().get(AttributeKey.stringKey("candor.tenant_id")))
                .isEqualTo(TestTokens.TENANT.toString());
        for (var name : Set.of("scheduler.queue", "session.run")) {
            var steps = all.stream().filter(span -> span.getName().equals(name)).toList();
            assertThat(steps).extracting(SpanData::getParentSpanId).containsOnly(served.getSpanId());
            assertThat(steps.stream()
                            .map(span -> span.getAttributes().get(AttributeKey.stringKey("candor.model.name")))
                            .collect(Collectors.toSet()))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static SpanData one(List<SpanData> spans, SpanKind kind) {
        return spans.stream()
                .filter(span -> span.getName().equals(CALL) && span.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }
}

package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RunningGateway;
import io.candor.platform.testing.TestSpans;
import io.candor.platform.testing.TestTokens;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void aTraceBeginsHereAndGoesOnInTheUpstream() {
        try (var gateway = RunningGateway.start(Map.of("candor.test.spans", "true"))) {
            gateway.send(gateway.request("/v1/assistant/analyses/42?q=secret")
                    .header("traceparent", CALLERS)
                    .header("tracestate", "a=b")
                    .header("X-Request-Id", "my-request"));

            var served = gateway.bean(TestSpans.class).await("GET /v1/assistant");
            var sent = gateway.bean(TestSpans.class).await("GET");
            assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(served.getParentSpanContext().isValid()).isFalse();
            assertThat(served.getTraceId()).isNotEqualTo(TRACE);
            assertThat(served.getLinks())
                    .extracting(link -> link.getSpanContext().getTraceId())
                    .containsExactly(TRACE);
            assertThat(text(served, "candor.tenant_id")).isEqualTo(TestTokens.TENANT.toString());
            assertThat(text(served, "candor.request_id")).isEqualTo("my-request");
            assertThat(text(served, "http.route")).isEqualTo("/v1/assistant");
            assertThat(served.getAttributes().asMap().values().toString()).doesNotContain("secret");
            assertThat(sent.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(sent.getParentSpanId()).isEqualTo(served.getSpanId());
            assertThat(sent.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                    .isEqualTo(200);
            var headers = gateway.assistant().last().headers();
            assertThat(headers.get("traceparent"))
                    .singleElement()
                    .asString()
                    .matches("00-" + sent.getTraceId() + "-" + sent.getSpanId() + "-0[13]");
            assertThat(headers).doesNotContainKey("Tracestate");
        }
    }

    @Test
    void aTrustedCallersTraceGoesOn() {
        var settings = Map.<String, Object>of("candor.test.spans", "true", "candor.tracing.trust-callers", "true");
        try (var gateway = RunningGateway.start(settings)) {
            gateway.send(gateway.request("/v1/assistant/analyses").header("traceparent", CALLERS));

            var served = gateway.bean(TestSpans.class).await("GET /v1/assistant");
            assertThat(served.getTraceId()).isEqualTo(TRACE);
            assertThat(served.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(served.getLinks()).isEmpty();
        }
    }

    @Test
    void whatFailsHereIsMarked() {
        var settings = Map.<String, Object>of(
                "candor.test.spans", "true", "candor.routing.upstreams.assistant-app", "http://127.0.0.1:1");
        try (var gateway = RunningGateway.start(settings)) {
            gateway.send(gateway.request("/v1/assistant/analyses"));

            var sent = gateway.bean(TestSpans.class).await("GET");
            var served = gateway.bean(TestSpans.class).await("GET /v1/assistant");
            assertThat(List.of(sent, served))
                    .extracting(span -> span.getStatus().getStatusCode())
                    .containsOnly(StatusCode.ERROR);
            assertThat(text(served, "error.type")).isEqualTo("502");
        }
    }

    @Test
    void aRefusedCallerIsTracedWithoutATenant() {
        try (var gateway = RunningGateway.start(Map.of("candor.test.spans", "true"))) {
            gateway.send(gateway.anonymous("/v1/assistant/analyses"));

            var served = gateway.bean(TestSpans.class).await("GET");
            assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(served.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                    .isEqualTo(401);
            assertThat(text(served, "candor.tenant_id")).isNull();
            assertThat(served.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }
    }

    @Test
    void withoutTracingACallersTraceEndsHere() {
        try (var gateway = RunningGateway.start()) {
            gateway.send(gateway.request("/v1/assistant/analyses").header("traceparent", CALLERS));

            assertThat(gateway.assistant().last().headers()).doesNotContainKey("Traceparent");
        }
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}

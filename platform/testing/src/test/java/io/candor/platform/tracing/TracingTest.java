package io.candor.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.security.InternalToken;
import io.candor.platform.testing.TestSpans;
import io.candor.platform.testing.TestTokens;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Runtime runtime = new Runtime();
    private Server grpc;
    private EmbeddedServer server;
    private TestSpans spans;

    @BeforeAll
    void start() throws IOException {
        var port = freePort();
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of("candor.test.spans", "true", "candor.runtime.address", "127.0.0.1:" + port));
        spans = server.getApplicationContext().getBean(TestSpans.class);
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(runtime);
        server.getApplicationContext()
                .getBean(Tracing.class)
                .serverInterceptors()
                .forEach(builder::intercept);
        grpc = builder.build().start();
    }

    @AfterAll
    void stop() {
        grpc.shutdownNow();
        server.close();
    }

    @BeforeEach
    void forget() {
        spans.forget();
    }

    @Test
    void aRequestIsOneTraceFromItsSenderToTheModel() throws Exception {
        var answer = get("/traced/model/some-text", "traceparent", "00-" + TRACE + "-" + PARENT + "-01");

        assertThat(answer.statusCode()).isEqualTo(200);
        var request = spans.await("GET /traced/model/{id}");
        var calls = spans.ended().stream()
                .filter(span -> span.getName().equals("inference.GRPCInferenceService/ModelInfer"))
                .toList();
        var sent = calls.stream()
                .filter(call -> call.getKind() == SpanKind.CLIENT)
                .findFirst()
                .orElseThrow();
        var served = calls.stream()
                .filter(call -> call.getKind() == SpanKind.SERVER)
                .findFirst()
                .orElseThrow();
        assertThat(spans.ended()).extracting(SpanData::getTraceId).containsOnly(TRACE);
        assertThat(request.getParentSpanId()).isEqualTo(PARENT);
        assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(served.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(runtime.traceId).isEqualTo(TRACE);
    }

    @Test
    void spansTellWhoAskedAndHowItEnded() throws Exception {
        var answer = get("/traced/model/some-text");

        assertThat(answer.statusCode()).isEqualTo(200);
        var request = spans.await("GET /traced/model/{id}");
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getParentSpanContext().isValid()).isFalse();
        assertThat(values(request))
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/traced/model/{id}")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("url.scheme", "http")
                .containsEntry("candor.tenant_id", TestTokens.TENANT.toString())
                .containsEntry("candor.request_id", "request-1");
        assertThat(values(spans.await("inference.GRPCInferenceService/ModelInfer")))
                .containsEntry("rpc.system", "grpc")
                .containsEntry("rpc.service", "inference.GRPCInferenceService")
                .containsEntry("rpc.method", "ModelInfer")
                .containsEntry("rpc.grpc.status_code", "0");
        assertThat(request.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("platform-test");
    }

    @Test
    void failuresAreMarked() throws Exception {
        runtime.failure = Status.INTERNAL;
        get("/traced/model/x");
        runtime.failure = Status.OK;
        get("/traced/broken");

        var call = spans.await("inference.GRPCInferenceService/ModelInfer");
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(values(call)).containsEntry("error.type", "INTERNAL").containsEntry("rpc.grpc.status_code", "13");
        var broken = spans.await("GET /traced/broken");
        assertThat(broken.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(values(broken)).containsEntry("error.type", "500");
        assertThat(broken.getEvents()).isEmpty();
    }

    @Test
    void theTraceIsThereOnWhateverThreadTheWorkGoesOn() throws Exception {
        var headers = new String[] {"traceparent", "00-" + TRACE + "-" + PARENT + "-01", "X-Request-Id", "r-7"};

        var here = get("/traced/here", headers).body();
        var elsewhere = get("/traced/elsewhere", headers).body();

        var seen = TRACE + " " + TRACE + " r-7 true";
        assertThat(here).isEqualTo(seen);
        assertThat(elsewhere).isEqualTo(seen + " " + seen);
    }

    @Test
    void aThreadIsLeftAsItWas() {
        var span =
                server.getApplicationContext().getBean(Tracing.class).span("s").startSpan();

        var inside =
                TraceContext.of(span).call(() -> Span.current().getSpanContext().getSpanId());

        assertThat(inside).isEqualTo(span.getSpanContext().getSpanId());
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        assertThat(org.slf4j.MDC.get("trace_id")).isNull();
    }

    @Test
    void whatOnlyMachinesReadIsNotTraced() throws Exception {
        get("/health");
        get("/prometheus");
        get("/traced/here");

        spans.await("GET /traced/here");
        assertThat(spans.ended()).hasSize(1);
    }

    @Test
    void aTraceThatItsSenderDoesNotKeepIsNotKeptHere() throws Exception {
        get("/traced/here", "traceparent", "00-" + TRACE + "-" + PARENT + "-00");
        get("/traced/elsewhere");

        spans.await("GET /traced/elsewhere");
        assertThat(spans.ended()).hasSize(1);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.getURI() + path))
                .header(InternalToken.HEADER, TestTokens.of(TestTokens.TENANT, "assistant:write"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> values(SpanData span) {
        var values = new java.util.HashMap<String, String>();
        span.getAttributes().forEach((key, value) -> values.put(key.getKey(), String.valueOf(value)));
        return values;
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A runtime that tells in which trace it was asked. */
    private static final class Runtime extends GRPCInferenceServiceImplBase {
        private volatile String traceId = "";
        private volatile Status failure = Status.OK;

        @Override
        public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
            traceId = Span.current().getSpanContext().getTraceId();
            if (!failure.isOk()) {
                observer.onError(failure.asRuntimeException());
                return;
            }
            observer.onNext(ModelInferResponse.newBuilder().setModelName("m").build());
            observer.onCompleted();
        }
    }
}

package io.candor.gateway.routing;

import io.candor.gateway.allowance.AdmittedCall;
import io.candor.gateway.allowance.CallService;
import io.candor.gateway.authentication.Credential;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.CallTerms;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tracing.HttpClientSpan;
import io.candor.platform.tracing.RequestSpan;
import io.candor.platform.tracing.SpanAttributes;
import io.candor.platform.tracing.Tracing;
import io.candor.platform.web.CallerConnection;
import io.candor.platform.web.Problem;
import io.candor.platform.web.RequestId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Carries one request to its upstream and the answer back; neither body is ever held as a whole. */
@Singleton
class Proxy {
    /** Set by a service that answers from what it did before. */
    private static final String REPLAYED = "idempotency-replayed";

    private static final int FIRST_ERROR = 400;

    /** No caller can send it: what is called so is taken off every request. */
    private static final String VERIFIED_EMAIL = "X-Candor-Verified-Email";

    private final UpstreamClient upstreams;
    private final InternalTokenIssuer issuer;
    private final CallService calls;
    private final Tracing tracing;
    private final ExecutorService executor;

    Proxy(
            UpstreamClient upstreams,
            InternalTokenIssuer issuer,
            CallService calls,
            Tracing tracing,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.upstreams = upstreams;
        this.issuer = issuer;
        this.calls = calls;
        this.tracing = tracing;
        this.executor = executor;
    }

    /**
     * Forwards {@code request} for {@code caller}, or anonymously when that is null.
     *
     * @param call its entry in the request log, or null when it is not billed
     */
    HttpResponse<?> forward(
            ServerHttpRequest<?> request,
            RequestTarget target,
            Decision.Forward forward,
            @Nullable Credential caller,
            @Nullable AdmittedCall call) {
        RequestSpan.setRoute(request, forward.route());
        var method = request.getMethodName();
        UpstreamAnswer answer;
        try (var span = HttpClientSpan.start(tracing, method, method, forward.upstream())) {
            var length = BodyLength.of(request);
            var headers = headers(request, caller, call);
            span.inject((name, value) -> headers.add(new HeaderField(name, value)));
            var asked = new UpstreamRequest(
                    forward.upstream(),
                    method,
                    target.text(),
                    headers,
                    length.isPresent() && length.getAsLong() == 0 ? null : body(request),
                    length,
                    forward.timeout());
            answer = exchange(asked, request, call);
            span.answered(answer.status());
        }
        FaultPoint.reached("gateway.answered");
        return response(request, answer);
    }

    private UpstreamAnswer exchange(UpstreamRequest asked, ServerHttpRequest<?> request, @Nullable AdmittedCall call) {
        try {
            var answer = upstreams.exchange(asked, abandon -> CallerConnection.watch(request, abandon));
            if (call != null) {
                var replayed = answer.header(REPLAYED).filter("true"::equals).isPresent();
                calls.finish(call, answer.status(), replayed || answer.status() >= FIRST_ERROR);
            }
            return answer;
        } catch (UpstreamFailure.NotSent e) {
            if (call != null) {
                calls.finish(call, 0, true);
            }
            throw e;
        }
    }

    private List<HeaderField> headers(
            ServerHttpRequest<?> request, @Nullable Credential caller, @Nullable AdmittedCall call) {
        var requestId = RequestId.find(request).orElseThrow();
        var fields = new ArrayList<>(ForwardedHeaders.ofRequest(HeaderField.of(request.getHeaders())));
        fields.add(new HeaderField(RequestId.HEADER, requestId));
        fields.add(new HeaderField(
                "X-Forwarded-For", request.getRemoteAddress().getAddress().getHostAddress()));
        fields.add(new HeaderField("X-Forwarded-Proto", request.isSecure() ? "https" : "http"));
        var host = request.getHeaders().get(HttpHeaders.HOST);
        if (host != null) {
            fields.add(new HeaderField("X-Forwarded-Host", host));
        }
        if (caller != null) {
            var context = new TenantContext(
                    caller.tenantId(),
                    caller.subject(),
                    caller.scopes(),
                    caller.terms().plan(),
                    requestId,
                    new CallTerms(
                            call == null ? null : call.id(),
                            caller.test(),
                            caller.terms().weight()));
            SpanAttributes.setCaller(RequestSpan.of(request), context);
            fields.add(new HeaderField(InternalToken.HEADER, issuer.mint(context)));
            if (caller.verifiedEmail() != null) {
                fields.add(new HeaderField(VERIFIED_EMAIL, caller.verifiedEmail()));
            }
        }
        return fields;
    }

    private static InputStream body(ServerHttpRequest<?> request) {
        return request.byteBody().toInputStream();
    }

    private HttpResponse<?> response(ServerHttpRequest<?> request, UpstreamAnswer answer) {
        if (answer.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode() && !isProblem(answer)) {
            answer.discard();
            throw UpstreamFailure.unavailable();
        }
        var response = HttpResponse.<Object>status(answer.status(), answer.reason());
        ForwardedHeaders.ofResponse(answer.headers())
                .forEach(field -> response.getHeaders().add(field.name(), field.value()));
        if (request.getMethod() == HttpMethod.HEAD
                || answer.status() == HttpStatus.NO_CONTENT.getCode()
                || answer.status() == HttpStatus.NOT_MODIFIED.getCode()) {
            answer.discard();
            return response;
        }
        return response.body(
                InputStreamByteBody.create(answer.body(), answer.length(), executor, request.byteBodyFactory()));
    }

    private static boolean isProblem(UpstreamAnswer answer) {
        return answer.header("content-type")
                .filter(type -> type.startsWith(Problem.MEDIA_TYPE))
                .isPresent();
    }
}

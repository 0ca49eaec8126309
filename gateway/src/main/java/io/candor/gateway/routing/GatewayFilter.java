package io.candor.gateway.routing;

import io.candor.gateway.allowance.AdmittedCall;
import io.candor.gateway.allowance.CallService;
import io.candor.gateway.authentication.Credential;
import io.candor.gateway.entitlement.EntitlementService;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Stands before everything: what belongs to an upstream goes there, and only what is the gateway's own comes past. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class GatewayFilter {
    private final RouteTable routes;
    private final Proxy proxy;
    private final Admission admission;
    private final EntitlementService entitlements;
    private final CallService calls;

    GatewayFilter(
            RouteTable routes, Proxy proxy, Admission admission, EntitlementService entitlements, CallService calls) {
        this.routes = routes;
        this.proxy = proxy;
        this.admission = admission;
        this.entitlements = entitlements;
        this.calls = calls;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> route(ServerHttpRequest<?> request) {
        var target = RequestTarget.of(request);
        return switch (routes.decide(request.getMethod(), target.path())) {
            case Decision.Own own -> null;
            case Decision.Nothing nothing -> throw ProblemException.notFound("not-found", "Nothing is here");
            case Decision.Forward forward
            when forward.anonymous() -> proxy.forward(request, target, forward, null, null);
            case Decision.Forward forward -> {
                var caller = admission.admit(request);
                yield proxy.forward(request, target, forward, caller, admit(request, forward, caller));
            }
        };
    }

    /** Lets the call through that is billed; null for one that is not. */
    private @Nullable AdmittedCall admit(ServerHttpRequest<?> request, Decision.Forward forward, Credential caller) {
        var called = forward.target().orElse(null);
        if (called == null) {
            entitlements.requireActive(caller);
            return null;
        }
        entitlements.require(caller, called);
        return called.operation().isBillable()
                ? calls.admit(
                        caller,
                        called.operation(),
                        BodyLength.of(request),
                        request.getHeaders().get(IdempotencyKeys.HEADER))
                : null;
    }
}

package io.candor.gateway.routing;

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

    GatewayFilter(RouteTable routes, Proxy proxy, Admission admission) {
        this.routes = routes;
        this.proxy = proxy;
        this.admission = admission;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> route(ServerHttpRequest<?> request) {
        var target = RequestTarget.of(request);
        return switch (routes.decide(request.getMethod(), target.path())) {
            case Decision.Own own -> null;
            case Decision.Nothing nothing -> throw ProblemException.notFound("not-found", "Nothing is here");
            case Decision.Forward forward ->
                proxy.forward(request, target, forward, forward.anonymous() ? null : admission.admit(request));
        };
    }
}

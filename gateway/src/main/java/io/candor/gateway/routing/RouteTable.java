package io.candor.gateway.routing;

import io.candor.gateway.entitlement.OperationCatalogue;
import io.micronaut.http.HttpMethod;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says where a request goes, by its method and path. */
@Singleton
class RouteTable {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** The reserved paths that the gateway answers itself, to callers with an internal token alone. */
    private static final Set<String> INTERNAL = Set.of("/internal/v1/charges", "/internal/v1/privacy/tenant-erasures");

    private final RoutingConfig config;
    private final List<RouteConfig> routes;
    private final OperationCatalogue operations;

    RouteTable(RoutingConfig config, List<RouteConfig> routes) {
        this.config = config;
        this.routes = routes.stream()
                .sorted(Comparator.comparing(
                                (RouteConfig route) -> route.prefix().length())
                        .reversed())
                .toList();
        this.routes.forEach(this::upstream);
        this.operations = new OperationCatalogue(
                this.routes.stream().map(RouteConfig::upstream).collect(Collectors.toSet()));
    }

    Decision decide(HttpMethod method, RequestPath path) {
        if (!path.isCanonical()) {
            return new Decision.Nothing();
        }
        for (var route : routes) {
            if (path.isUnder(route.prefix())) {
                var anonymous = isPublic(method, path.text());
                var timeout = route.timeout() == null ? config.timeout() : route.timeout();
                return new Decision.Forward(
                        upstream(route),
                        route.prefix(),
                        timeout,
                        anonymous,
                        operations.find(route.upstream(), method.name(), path.text()));
            }
        }
        if (method == HttpMethod.POST && INTERNAL.contains(path.text())) {
            return new Decision.Own();
        }
        return path.isReserved() ? new Decision.Nothing() : new Decision.Own();
    }

    private boolean isPublic(HttpMethod method, String path) {
        return READING.contains(method) && config.publicPaths().contains(path)
                || method == HttpMethod.POST && config.publicPosts().contains(path);
    }

    private URI upstream(RouteConfig route) {
        var upstream = config.upstreams().get(route.upstream());
        if (upstream == null) {
            throw new IllegalStateException("No address is configured for the upstream " + route.upstream());
        }
        return upstream;
    }
}

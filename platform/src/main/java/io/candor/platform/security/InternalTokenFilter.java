package io.candor.platform.security;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tracing.RequestSpan;
import io.candor.platform.tracing.SpanAttributes;
import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Arrays;
import java.util.List;

/**
 * Lets in what carries a valid internal token with the scope that the route demands, and binds its tenant context.
 *
 * <p>Health and metrics are open: they carry nothing of a tenant, and no edge routes them.
 */
@ServerFilter("/**")
@Requires(property = "candor.token.required", notEquals = "false")
class InternalTokenFilter {
    private static final List<String> OPEN = List.of("/health", "/prometheus");

    private final InternalTokenVerifier verifier;

    InternalTokenFilter(InternalTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @RequestFilter
    void authorize(HttpRequest<?> request, MutablePropagatedContext propagated) {
        var route = RouteAttributes.getRouteMatch(request).orElse(null);
        if (route == null
                || route.getAnnotationMetadata().hasAnnotation(PublicEndpoint.class)
                || isOpen(request.getPath())) {
            return;
        }
        var context = verifier.verify(request.getHeaders().get(InternalToken.HEADER));
        requireScope(route, context);
        SpanAttributes.setCaller(RequestSpan.of(request), context);
        propagated.add(context);
    }

    private static boolean isOpen(String path) {
        return OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    private static void requireScope(RouteMatch<?> route, TenantContext context) {
        var sufficient = route.getAnnotationMetadata().stringValues(RequiredScope.class);
        if (sufficient.length == 0) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "insufficient-scope", "This route grants access to nobody");
        }
        var held = Arrays.stream(sufficient).filter(context.scopes()::contains).toList();
        if (held.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "insufficient-scope",
                    "The scope " + String.join(" or ", sufficient) + " is needed");
        }
        if (context.tenantId() == null && held.stream().noneMatch(InternalTokenFilter::isOfPlatform)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "insufficient-scope", "A tenant is needed");
        }
    }

    private static boolean isOfPlatform(String scope) {
        return scope.equals("platform:admin") || scope.equals("sign-up") || scope.startsWith("internal:");
    }
}

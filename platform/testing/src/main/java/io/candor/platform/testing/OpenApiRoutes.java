package io.candor.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.security.RequiredScope;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** Holds the routes of a running service against its OpenAPI file. */
public final class OpenApiRoutes {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final List<String> MANAGEMENT = List.of("/health", "/prometheus");
    private static final String PLATFORM = "io.candor.platform.";

    private OpenApiRoutes() {}

    /**
     * Asserts that {@code router} serves exactly the operations that {@code openApi} describes, beside those that every
     * service has from the platform and that {@code platform/internal-api.yml} describes, and that each demands the scopes in
     * its {@code x-required-scope}; one without a scope must be marked as public by {@code security: []}.
     */
    public static void assertMatch(Router router, Path openApi) {
        assertThat(routes(router)).isEqualTo(operations(openApi));
    }

    private static Set<String> routes(Router router) {
        return router.uriRoutes()
                .filter(route -> !isOfEveryService(route))
                .filter(route -> MANAGEMENT.stream()
                        .noneMatch(path ->
                                template(route).equals(path) || template(route).startsWith(path + "/")))
                .filter(route -> !route.getHttpMethodName().equals("HEAD")
                        && !route.getHttpMethodName().equals("OPTIONS"))
                .map(route -> route.getHttpMethodName() + " " + template(route) + " " + scopes(route))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the route is the platform's own, which every service with a database has. */
    public static boolean isOfEveryService(UriRouteInfo<?, ?> route) {
        return route instanceof MethodBasedRouteInfo<?, ?> method
                && method.getTargetMethod().getDeclaringType().getPackageName().startsWith(PLATFORM);
    }

    private static String template(UriRouteInfo<?, ?> route) {
        var text = route.getUriMatchTemplate().toPathString();
        return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Set<String> scopes(UriRouteInfo<?, ?> route) {
        return new TreeSet<>(List.of(route.getAnnotationMetadata().stringValues(RequiredScope.class)));
    }

    private static Set<String> operations(Path openApi) {
        try (var reader = Files.newBufferedReader(openApi)) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(reader);
            var operations = new TreeSet<String>();
            document.getOrDefault("paths", Map.of())
                    .forEach((path, item) -> item.forEach((method, operation) -> {
                        if (METHODS.contains(method)) {
                            operations.add(
                                    method.toUpperCase(Locale.ROOT) + " " + path + " " + scopes((Map<?, ?>) operation));
                        }
                    }));
            return operations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object scopes(Map<?, ?> operation) {
        var open = operation.get("security") instanceof List<?> schemes && schemes.isEmpty();
        return switch (operation.get("x-required-scope")) {
            case null -> open ? Set.of() : "without x-required-scope and not marked as public";
            case String scope -> Set.of(scope);
            case List<?> several -> new TreeSet<>(several);
            case Object other -> "of no scope: " + other;
        };
    }
}

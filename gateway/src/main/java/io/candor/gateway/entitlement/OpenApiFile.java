package io.candor.gateway.entitlement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads of a service's OpenAPI file what the edge must know. */
final class OpenApiFile {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private OpenApiFile() {}

    /** An operation and the paths that it has. */
    record Entry(String method, PathTemplate path, Operation operation) {}

    /** The operations of the file of {@code service} that was bundled with the gateway, the most particular paths first. */
    static List<Entry> entries(String service) {
        var name = "/openapi/" + service + "/openapi.yml";
        try (var file = OpenApiFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The OpenAPI file of " + service + " is not in the jar");
            }
            return entries(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> entries(InputStream file) {
        Map<String, ?> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        var app = (@Nullable String) document.get("x-candor-app");
        var entries = new ArrayList<Entry>();
        map(document.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, described) -> {
                    if (METHODS.contains(method)) {
                        var name = method.toUpperCase(Locale.ROOT) + " " + path;
                        var operation = operation(name, app, map(described));
                        entries.add(new Entry(method.toUpperCase(Locale.ROOT), PathTemplate.of(path), operation));
                    }
                }));
        entries.sort(Comparator.comparing(entry -> entry.path().parameters()));
        return entries;
    }

    private static Operation operation(String name, @Nullable String app, Map<String, ?> described) {
        var scopes = switch (described.get("x-required-scope")) {
            case null -> List.<String>of();
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case Object one -> List.of(one.toString());
        };
        var uses = described.get("x-candor-usage") instanceof List<?> list
                ? list.stream().map(OpenApiFile::use).toList()
                : List.<MeteredUse>of();
        return new Operation(name, app, scopes, uses);
    }

    private static MeteredUse use(Object described) {
        var use = map(described);
        return MeteredUse.of(String.valueOf(use.get("meter")), String.valueOf(use.get("at_most")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
    }
}

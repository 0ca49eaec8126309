package io.candor.gateway.entitlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of every upstream, from the OpenAPI files that were bundled at build time. */
public final class OperationCatalogue {
    private final Map<String, List<OpenApiFile.Entry>> services = new HashMap<>();

    /** The catalogue of {@code services}, each of which must have a file. */
    public OperationCatalogue(Iterable<String> services) {
        services.forEach(service -> this.services.put(service, OpenApiFile.entries(service)));
    }

    /** What is called, and the model that its path names, if any. */
    public record Target(Operation operation, Optional<String> model) {}

    /** The operation of {@code service} at the undecoded {@code path}; whatever is not in its file is none. */
    public Optional<Target> find(String service, String method, String path) {
        var asked = method.equals("HEAD") ? "GET" : method;
        var segments = PathTemplate.segments(path);
        for (var entry : services.getOrDefault(service, List.of())) {
            if (entry.method().equals(asked) && entry.path().matches(segments)) {
                return Optional.of(new Target(entry.operation(), entry.path().value("model", segments)));
            }
        }
        return Optional.empty();
    }
}

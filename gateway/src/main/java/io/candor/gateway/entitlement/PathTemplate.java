package io.candor.gateway.entitlement;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A path of an OpenAPI file, whose parameters are whole segments. */
record PathTemplate(List<String> segments) {
    static PathTemplate of(String text) {
        return new PathTemplate(segments(text));
    }

    /** The decoded segments of a request's path, without the slash at its end: so do the services read it. */
    static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .skip(1)
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (var index = 0; index < path.size(); index++) {
            if (!isParameter(segments.get(index)) && !segments.get(index).equals(path.get(index))) {
                return false;
            }
        }
        return true;
    }

    /** What stands in {@code path} for the parameter {@code name}. */
    Optional<String> value(String name, List<String> path) {
        var index = segments.indexOf("{" + name + "}");
        return index < 0 ? Optional.empty() : Optional.of(path.get(index));
    }

    /** Templates with fewer parameters are the more particular ones. */
    long parameters() {
        return segments.stream().filter(PathTemplate::isParameter).count();
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }
}

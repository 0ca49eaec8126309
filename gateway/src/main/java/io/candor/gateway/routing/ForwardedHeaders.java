package io.candor.gateway.routing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which header fields pass through the gateway (RFC 9110 section 7.6). */
final class ForwardedHeaders {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    /** What the gateway itself answers, sets anew, or derives from the body that it sends. */
    private static final Set<String> ENDING_HERE = Set.of(
            "authorization",
            "x-api-key",
            "host",
            "expect",
            "content-length",
            "forwarded",
            "x-request-id",
            "traceparent",
            "tracestate");

    private static final String INTERNAL = "x-candor-";
    private static final String FORWARDED = "x-forwarded-";

    private ForwardedHeaders() {}

    /** What of a caller's fields an upstream may see. */
    static List<HeaderField> ofRequest(List<HeaderField> received) {
        var stopped = hopByHop(received);
        stopped.addAll(ENDING_HERE);
        return received.stream()
                .filter(field -> !stopped.contains(field.name()))
                .filter(field ->
                        !field.name().startsWith(INTERNAL) && !field.name().startsWith(FORWARDED))
                .toList();
    }

    /** What of an upstream's fields a caller may see. */
    static List<HeaderField> ofResponse(List<HeaderField> received) {
        var stopped = hopByHop(received);
        return received.stream()
                .filter(field ->
                        !stopped.contains(field.name()) && !field.name().startsWith(INTERNAL))
                .toList();
    }

    private static Set<String> hopByHop(List<HeaderField> fields) {
        var names = new HashSet<>(HOP_BY_HOP);
        fields.stream()
                .filter(field -> field.name().equals("connection"))
                .flatMap(field -> Arrays.stream(field.value().split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .forEach(names::add);
        return names;
    }
}

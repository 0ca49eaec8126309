package io.candor.gateway.routing;

import io.micronaut.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** One header field; {@code name} is in lower case. */
record HeaderField(String name, String value) {
    HeaderField {
        name = name.toLowerCase(Locale.ROOT);
    }

    static List<HeaderField> of(HttpHeaders headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .flatMap(entry -> entry.getValue().stream().map(value -> new HeaderField(entry.getKey(), value)))
                .toList();
    }
}

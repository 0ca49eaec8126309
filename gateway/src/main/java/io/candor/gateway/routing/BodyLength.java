package io.candor.gateway.routing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.ServerHttpRequest;
import java.util.OptionalLong;

/** How long the body of a request is (RFC 9112 section 6.3). */
final class BodyLength {
    private BodyLength() {}

    /** Bytes; nothing for a body that is sent in chunks. */
    static OptionalLong of(ServerHttpRequest<?> request) {
        var headers = request.getHeaders();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return OptionalLong.empty();
        }
        return headers.contains(HttpHeaders.CONTENT_LENGTH) ? request.byteBody().expectedLength() : OptionalLong.of(0);
    }
}

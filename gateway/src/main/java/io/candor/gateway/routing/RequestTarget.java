package io.candor.gateway.routing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.netty.NettyHttpRequestBuilder;

/** Path and query of a request as they stand on the wire. */
record RequestTarget(RequestPath path, String query) {
    static RequestTarget of(HttpRequest<?> request) {
        var target = NettyHttpRequestBuilder.asBuilder(request)
                .toHttpRequestWithoutBody()
                .uri();
        var fragment = target.indexOf('#');
        var text = fragment < 0 ? target : target.substring(0, fragment);
        var query = text.indexOf('?');
        return new RequestTarget(RequestPath.ofTarget(text), query < 0 ? "" : text.substring(query));
    }

    /** Path and query together. */
    String text() {
        return path.text() + query;
    }
}

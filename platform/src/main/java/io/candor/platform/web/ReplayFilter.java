package io.candor.platform.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.ServerRequestContext;

/** Tells in {@code Idempotency-Replayed} that an answer is that of an earlier request: nothing was used for it. */
@ServerFilter("/**")
class ReplayFilter {
    static final String HEADER = "Idempotency-Replayed";

    private static final String ATTRIBUTE = "candor.idempotency-replayed";

    /** Marks the answer to the running request as that of an earlier one. */
    static void mark() {
        ServerRequestContext.currentRequest().ifPresent(request -> request.setAttribute(ATTRIBUTE, true));
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (request.getAttribute(ATTRIBUTE).isPresent()) {
            response.getHeaders().set(HEADER, "true");
        }
    }
}

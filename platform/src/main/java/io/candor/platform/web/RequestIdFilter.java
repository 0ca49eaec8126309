package io.candor.platform.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Gives every request an id, before anything can fail, and returns it in the response. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter {
    @RequestFilter
    void assign(HttpRequest<?> request, MutablePropagatedContext propagated) {
        propagated.add(new LoggedRequestId(RequestId.assign(request)));
    }

    @ResponseFilter
    void answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
        RequestId.find(request).ifPresent(id -> response.getHeaders().set(RequestId.HEADER, id));
    }
}

package io.candor.gateway.routing;

import io.candor.gateway.authentication.AuthenticationService;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells each caller its limits and a refused one how to authenticate, whoever wrote the response. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class ResponseFieldsFilter {
    @ResponseFilter
    void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Admission.limits(request).ifPresent(limits -> limits.addTo(response.getHeaders()));
        if (response.code() == HttpStatus.UNAUTHORIZED.getCode()) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge(request));
        }
    }

    /** RFC 6750 section 3: a request without a credential is told of no error. */
    private static String challenge(HttpRequest<?> request) {
        var headers = request.getHeaders();
        var given =
                headers.contains(HttpHeaders.AUTHORIZATION) || headers.contains(AuthenticationService.API_KEY_HEADER);
        return given ? "Bearer realm=\"candor\", error=\"invalid_token\"" : "Bearer realm=\"candor\"";
    }
}

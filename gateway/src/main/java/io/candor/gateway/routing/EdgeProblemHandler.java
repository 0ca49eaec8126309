package io.candor.gateway.routing;

import io.candor.platform.web.Problem;
import io.candor.platform.web.ProblemHandler;
import io.candor.platform.web.RequestId;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import jakarta.inject.Singleton;

/**
 * Gives an id also to a request that is no HTTP, for which no filter runs; of such a one only the head can be too large
 * (RFC 6585 section 5).
 */
@Singleton
@Replaces(ProblemHandler.class)
class EdgeProblemHandler extends ProblemHandler {
    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var known = RequestId.find(context.getRequest());
        if (known.isEmpty() && response.status() == HttpStatus.REQUEST_ENTITY_TOO_LARGE) {
            response.status(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
        }
        var id = known.orElseGet(() -> RequestId.assign(context.getRequest()));
        var problem = super.processResponse(context, response);
        problem.getHeaders().set(RequestId.HEADER, id);
        return problem;
    }
}

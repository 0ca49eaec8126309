package io.candor.gateway.routing;

import io.candor.platform.web.Problem;
import io.candor.platform.web.ProblemHandler;
import io.candor.platform.web.RequestId;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import jakarta.inject.Singleton;

/** Gives an id also to a request that is no HTTP, for which no filter runs. */
@Singleton
@Replaces(ProblemHandler.class)
class EdgeProblemHandler extends ProblemHandler {
    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var id = RequestId.find(context.getRequest()).orElseGet(() -> RequestId.assign(context.getRequest()));
        var problem = super.processResponse(context, response);
        problem.getHeaders().set(RequestId.HEADER, id);
        return problem;
    }
}

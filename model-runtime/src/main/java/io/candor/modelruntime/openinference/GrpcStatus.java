package io.candor.modelruntime.openinference;

import io.candor.platform.web.ProblemException;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC status of a failure; what no caller can act on is logged here, once. */
final class GrpcStatus {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcStatus.class);

    private GrpcStatus() {}

    static Status of(RuntimeException failure) {
        if (failure instanceof ProblemException problem) {
            return code(problem).toStatus().withDescription(problem.detail());
        }
        LOG.error("A gRPC call failed", failure);
        return Status.INTERNAL.withDescription("The request failed for a reason of ours");
    }

    private static Status.Code code(ProblemException problem) {
        return switch (problem.status()) {
            case BAD_REQUEST, REQUEST_ENTITY_TOO_LARGE -> Status.Code.INVALID_ARGUMENT;
            case UNAUTHORIZED -> Status.Code.UNAUTHENTICATED;
            case FORBIDDEN -> Status.Code.PERMISSION_DENIED;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case TOO_MANY_REQUESTS -> Status.Code.RESOURCE_EXHAUSTED;
            case SERVICE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            default -> Status.Code.INTERNAL;
        };
    }
}

package io.candor.modelruntime.openinference.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.candor.modelruntime.openinference.Failures;
import io.candor.platform.web.ProblemException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gRPC status of a failure, with {@code google.rpc.RetryInfo} where a retry may help; what no caller can act on is
 * logged here, once.
 */
final class GrpcStatus {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcStatus.class);

    private GrpcStatus() {}

    static StatusRuntimeException of(Throwable failure) {
        var reason = Failures.of(failure);
        if (!(reason instanceof ProblemException problem)) {
            LOG.error("A gRPC call failed", reason);
            return Status.INTERNAL
                    .withDescription("The request failed for a reason of ours")
                    .asRuntimeException();
        }
        var code = code(problem);
        return problem.retryAfter()
                .map(after -> retryable(code, problem.detail(), after))
                .orElseGet(
                        () -> code.toStatus().withDescription(problem.detail()).asRuntimeException());
    }

    private static StatusRuntimeException retryable(Status.Code code, String detail, java.time.Duration after) {
        var delay = Duration.newBuilder().setSeconds(after.getSeconds()).setNanos(after.getNano());
        var retry = RetryInfo.newBuilder().setRetryDelay(delay).build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage(detail)
                .addDetails(Any.pack(retry))
                .build());
    }

    private static Status.Code code(ProblemException problem) {
        if (problem.slug().equals(Failures.CANCELLED)) {
            return Status.Code.CANCELLED;
        }
        return switch (problem.status()) {
            case BAD_REQUEST, REQUEST_ENTITY_TOO_LARGE, UNPROCESSABLE_ENTITY -> Status.Code.INVALID_ARGUMENT;
            case UNAUTHORIZED -> Status.Code.UNAUTHENTICATED;
            case FORBIDDEN -> Status.Code.PERMISSION_DENIED;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case CONFLICT -> Status.Code.FAILED_PRECONDITION;
            case TOO_MANY_REQUESTS -> Status.Code.RESOURCE_EXHAUSTED;
            case SERVICE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case GATEWAY_TIMEOUT -> Status.Code.DEADLINE_EXCEEDED;
            case NOT_IMPLEMENTED -> Status.Code.UNIMPLEMENTED;
            default -> Status.Code.INTERNAL;
        };
    }
}

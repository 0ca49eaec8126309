package io.candor.platform.inference;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.candor.platform.web.ProblemException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;

/** What a failure of the runtime is to an app's own caller. */
final class WireProblems {
    private WireProblems() {}

    static ProblemException of(StatusRuntimeException e) {
        var description = e.getStatus().getDescription();
        return switch (e.getStatus().getCode()) {
            case INVALID_ARGUMENT ->
                new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "validation-failed",
                        description == null ? "The model refused the input" : description);
            case DEADLINE_EXCEEDED ->
                new ProblemException(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "model-timeout",
                        "The model did not answer in time",
                        List.of(),
                        Duration.ofSeconds(1));
            case RESOURCE_EXHAUSTED ->
                new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "model-overloaded",
                        "The model's queue is full",
                        List.of(),
                        retryAfter(e));
            default ->
                new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "model-unavailable",
                        "The model runtime cannot be asked now",
                        List.of(),
                        Duration.ofSeconds(1));
        };
    }

    /** What the runtime says, or else a second. */
    private static Duration retryAfter(StatusRuntimeException e) {
        var status = StatusProto.fromThrowable(e);
        try {
            for (var detail : status == null ? List.<Any>of() : status.getDetailsList()) {
                if (detail.is(RetryInfo.class)) {
                    var delay = detail.unpack(RetryInfo.class).getRetryDelay();
                    return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
                }
            }
        } catch (InvalidProtocolBufferException unreadable) {
            return Duration.ofSeconds(1);
        }
        return Duration.ofSeconds(1);
    }
}

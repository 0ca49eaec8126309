package io.candor.modelruntime.openinference.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.platform.web.ProblemException;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcStatusTest {
    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST, INVALID_ARGUMENT",
        "REQUEST_ENTITY_TOO_LARGE, INVALID_ARGUMENT",
        "UNAUTHORIZED, UNAUTHENTICATED",
        "FORBIDDEN, PERMISSION_DENIED",
        "NOT_FOUND, NOT_FOUND",
        "CONFLICT, FAILED_PRECONDITION",
        "TOO_MANY_REQUESTS, RESOURCE_EXHAUSTED",
        "SERVICE_UNAVAILABLE, UNAVAILABLE",
        "GATEWAY_TIMEOUT, DEADLINE_EXCEEDED",
        "NOT_IMPLEMENTED, UNIMPLEMENTED",
        "INTERNAL_SERVER_ERROR, INTERNAL"
    })
    void eachProblemHasItsCode(HttpStatus status, Status.Code code) {
        var told = GrpcStatus.of(new CompletionException(new ProblemException(status, "slug", "why")))
                .getStatus();

        assertThat(told.getCode()).isEqualTo(code);
        assertThat(told.getDescription()).isEqualTo("why");
    }

    @Test
    void whereARetryMayHelpItSaysWhen() throws Exception {
        var full = new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS, "model-overloaded", "full", List.of(), java.time.Duration.ofMillis(1500));

        var told = StatusProto.fromThrowable(GrpcStatus.of(full));

        assertThat(told.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED.value());
        assertThat(told.getMessage()).isEqualTo("full");
        assertThat(told.getDetails(0).unpack(RetryInfo.class).getRetryDelay())
                .isEqualTo(Duration.newBuilder()
                        .setSeconds(1)
                        .setNanos(500_000_000)
                        .build());
    }

    @Test
    void whatIsNoProblemIsTranslatedOrKeptToOurselves() {
        assertThat(GrpcStatus.of(new CancellationException()).getStatus().getCode())
                .isEqualTo(Status.Code.CANCELLED);
        assertThat(GrpcStatus.of(new MalformedTensorException("x", "too short")))
                .hasMessage("INVALID_ARGUMENT: x: too short");
        assertThat(GrpcStatus.of(new IllegalStateException("secret")))
                .hasMessage("INTERNAL: The request failed for a reason of ours");
    }
}

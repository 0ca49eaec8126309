package io.candor.platform.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireProblemsTest {
    @Test
    void aFullQueueIsTriedAgainWhenTheRuntimeSays() {
        var retry = RetryInfo.newBuilder();
        retry.getRetryDelayBuilder().setSeconds(7).setNanos(500_000_000);

        assertThat(WireProblems.of(full(Any.pack(retry.build()))).retryAfter()).hasValue(Duration.ofMillis(7500));
    }

    @Test
    void whereTheRuntimeDoesNotSayItIsASecond() {
        var broken = Any.newBuilder()
                .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
                .setValue(ByteString.copyFromUtf8("x"))
                .build();

        assertThat(WireProblems.of(full(broken)).retryAfter()).hasValue(Duration.ofSeconds(1));
        assertThat(WireProblems.of(Status.RESOURCE_EXHAUSTED.asRuntimeException())
                        .retryAfter())
                .hasValue(Duration.ofSeconds(1));
    }

    private static StatusRuntimeException full(Any detail) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                .addDetails(detail)
                .build());
    }
}

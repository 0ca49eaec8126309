package io.candor.platform.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.InferTensorContents;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelInferResponse.InferOutputTensor;
import io.candor.platform.inference.v2.ModelMetadataRequest;
import io.candor.platform.inference.v2.ModelMetadataResponse;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestTokens;
import io.candor.platform.tracing.Tracing;
import io.candor.platform.web.ProblemException;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcModelClientTest {
    private final Runtime runtime = new Runtime();
    private Server server;
    private GrpcModelClient client;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(runtime)
                .build()
                .start();
        client = client("127.0.0.1:" + server.getPort(), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void typedAndRawOutputsAreReadAlike() {
        for (var raw : new boolean[] {false, true}) {
            runtime.raw = raw;

            var response = asking(() -> client.infer(new InferRequest(
                    "m", List.of("h\u00e9", "\u94f6\u884c"), Map.of("language", "en"), List.of("score"))));

            assertThat(response.modelSha256()).isEqualTo("cafe");
            assertThat(response.floats("score").shape()).containsExactly(2L, 2L);
            assertThat(response.floats("score").row(1)).containsExactly(0.25f, 0.75f);
            assertThat(response.texts("language").values()).containsExactly("en", "\u94f6");
            assertThatThrownBy(() -> response.floats("language")).hasMessageContaining("no FP32 output language");
        }
        var asked = runtime.asked;
        assertThat(asked.getInputs(0).getContents().getBytesContentsList())
                .extracting(ByteString::toStringUtf8)
                .containsExactly("h\u00e9", "\u94f6\u884c");
        assertThat(asked.getParametersOrThrow("language").getStringParam()).isEqualTo("en");
        assertThat(asked.getOutputs(0).getName()).isEqualTo("score");
    }

    @Test
    void metadataIsRead() {
        assertThat(asking(() -> client.metadata("m")).properties()).containsEntry("labels.score", "[\"a\",\"b\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, 400",
        "RESOURCE_EXHAUSTED, 429",
        "UNAVAILABLE, 503",
        "INTERNAL, 503",
        "DEADLINE_EXCEEDED, 504",
    })
    void failureOfTheRuntimeIsAProblem(Status.Code code, int status) {
        runtime.failure = code.toStatus().withDescription("no");

        assertThatThrownBy(() -> asking(() -> client.metadata("m")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status().getCode()).isEqualTo(status));
    }

    @Test
    void runtimeThatIsAwayIsWaitedForUntilTheDeadline() {
        var away = client("127.0.0.1:1", Duration.ofMillis(200));

        assertThatThrownBy(() -> asking(() -> away.metadata("m")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.slug()).isEqualTo("model-timeout"));
        away.close();
    }

    private static GrpcModelClient client(String address, Duration deadline) {
        return new GrpcModelClient(
                new RuntimeConfig(address, deadline),
                TestTokens.issuer("assistant-app", Clock.systemUTC()),
                Tracing.off());
    }

    private static <T> T asking(Supplier<T> question) {
        return TenantContext.ofService("test", TestTokens.TENANT, "r").call(question);
    }

    /** A runtime that answers two rows of scores and two texts. */
    private static final class Runtime extends GRPCInferenceServiceImplBase {
        private boolean raw;
        private Status failure = Status.OK;
        private ModelInferRequest asked = ModelInferRequest.getDefaultInstance();

        @Override
        public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
            asked = request;
            var score = InferOutputTensor.newBuilder()
                    .setName("score")
                    .setDatatype("FP32")
                    .addShape(2)
                    .addShape(2);
            var language = InferOutputTensor.newBuilder()
                    .setName("language")
                    .setDatatype("BYTES")
                    .addShape(2);
            var response = ModelInferResponse.newBuilder()
                    .setModelName("m-en")
                    .setModelVersion("1")
                    .putParameters(
                            "sha256",
                            InferParameter.newBuilder().setStringParam("cafe").build());
            if (raw) {
                response.addOutputs(score)
                        .addOutputs(language)
                        .addRawOutputContents(floats())
                        .addRawOutputContents(texts());
            } else {
                score.setContents(
                        InferTensorContents.newBuilder().addAllFp32Contents(List.of(0.5f, 0.5f, 0.25f, 0.75f)));
                language.setContents(InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFromUtf8("en"))
                        .addBytesContents(ByteString.copyFromUtf8("\u94f6")));
                response.addOutputs(score).addOutputs(language);
            }
            observer.onNext(response.build());
            observer.onCompleted();
        }

        @Override
        public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
            if (!failure.isOk()) {
                observer.onError(failure.asRuntimeException());
                return;
            }
            observer.onNext(ModelMetadataResponse.newBuilder()
                    .setName(request.getName())
                    .putProperties("labels.score", "[\"a\",\"b\"]")
                    .build());
            observer.onCompleted();
        }

        private static ByteString floats() {
            var buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putFloat(0.5f).putFloat(0.5f).putFloat(0.25f).putFloat(0.75f).flip();
            return ByteString.copyFrom(buffer);
        }

        private static ByteString texts() {
            var buffer = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
            for (var text : List.of("en", "\u94f6")) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                buffer.putInt(bytes.length).put(bytes);
            }
            return ByteString.copyFrom(buffer.flip());
        }
    }
}

package io.candor.modelruntime.openinference.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.InferTensorContents;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelMetadataRequest;
import io.candor.platform.inference.v2.ModelReadyRequest;
import io.candor.platform.inference.v2.ServerLiveRequest;
import io.candor.platform.inference.v2.ServerMetadataRequest;
import io.candor.platform.inference.v2.ServerReadyRequest;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestTokens;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class GrpcInferenceTest extends RuntimeTest {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("x-candor-internal-token", Metadata.ASCII_STRING_MARSHALLER);

    @Inject
    private EmbeddedServer application;

    @Inject
    private GrpcServer server;

    private ManagedChannel channel;
    private GRPCInferenceServiceBlockingStub open;
    private GRPCInferenceServiceBlockingStub stub;

    @BeforeAll
    void connect() {
        assertThat(application.isRunning()).isTrue();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        open = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        stub = with(TestTokens.of(TestTokens.TENANT, "models:read", "models:infer"));
    }

    @AfterAll
    void close() {
        channel.shutdownNow();
    }

    @Test
    void healthIsOpenToAll() {
        assertThat(open.serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(open.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
    }

    @Test
    void theServerAndItsModelsIntroduceThemselves() {
        var server = stub.serverMetadata(ServerMetadataRequest.getDefaultInstance());
        var metadata = stub.modelMetadata(ModelMetadataRequest.newBuilder()
                .setName("tone-en")
                .setVersion("1")
                .build());

        assertThat(server.getName()).isEqualTo("candor-model-runtime");
        assertThat(metadata.getOutputs(0).getShapeList()).containsExactly(-1L, 4L);
        assertThat(metadata.getPropertiesMap()).containsKeys("sha256", "device", "labels.tone", "threshold.tone_oos");
    }

    @Test
    void readinessOfAModelIsToldOrItIsNotFound() {
        assertThat(stub.modelReady(ModelReadyRequest.newBuilder()
                                .setName("tone-en")
                                .build())
                        .getReady())
                .isTrue();
        assertThat(code(() -> stub.modelReady(
                        ModelReadyRequest.newBuilder().setName("mood").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void typedAndRawContentsAreTheSame() {
        var typed = stub.modelInfer(request(UnaryOperator.identity()));
        var raw = stub.modelInfer(request(wire -> wire.addRawInputContents(raw("Where is my card?"))
                .setInputs(0, wire.getInputs(0).toBuilder().clearContents())));

        assertThat(raw).isEqualTo(typed);
        assertThat(typed.getModelName()).isEqualTo("text-analysis-en");
        assertThat(typed.getId()).isEqualTo("42");
        assertThat(typed.getParametersOrThrow("sha256").getStringParam()).hasSize(64);
    }

    @Test
    void withoutTokenScopeOrTenantNothingIsAnswered() {
        var request = request(UnaryOperator.identity());
        var reader = with(TestTokens.of(TestTokens.TENANT, "models:read"));
        var nobody = with(TestTokens.issuedBy(
                "gateway", new TenantContext(null, "user:test", Set.of("models:infer"), "", "request-1")));

        assertThat(code(() -> open.modelInfer(request))).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(code(() -> with("nonsense").modelInfer(request))).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(code(() -> reader.modelInfer(request))).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> nobody.modelInfer(request))).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(refusal(wire -> wire.setModelName("mood"))).isEqualTo("NOT_FOUND: There is no model mood");
        assertThat(refusal(
                        wire -> wire.setInputs(0, wire.getInputs(0).toBuilder().setDatatype("INT64"))))
                .isEqualTo("INVALID_ARGUMENT: text: 0 values came in int64_contents, 1 are expected for the shape [1]");
        assertThat(refusal(wire -> wire.putParameters(
                        "language",
                        InferParameter.newBuilder().setStringParam("fr").build())))
                .isEqualTo("INVALID_ARGUMENT: language: \"fr\" is not supported; supported: en, zh");
    }

    @Test
    void brokenContentsAreNamed() {
        var broken = ByteString.copyFrom(new byte[] {(byte) 0xC3, 0x28});

        assertThat(refusal(wire -> wire.setInputs(
                        0,
                        wire.getInputs(0).toBuilder()
                                .setContents(InferTensorContents.newBuilder().addBytesContents(broken)))))
                .isEqualTo("INVALID_ARGUMENT: text: value 0 is not UTF-8");
        assertThat(refusal(wire -> wire.addRawInputContents(raw("Where is my card?"))))
                .isEqualTo("INVALID_ARGUMENT: text: contents and raw_input_contents came, one of them is expected");
        assertThat(refusal(wire -> wire.addRawInputContents(
                                raw("Where is my card?").substring(0, 9))
                        .setInputs(0, wire.getInputs(0).toBuilder().clearContents())))
                .isEqualTo("INVALID_ARGUMENT: text: the data end inside value 0");
        assertThat(refusal(wire -> wire.addRawInputContents(raw("a")).addRawInputContents(raw("b"))))
                .isEqualTo("INVALID_ARGUMENT: raw_input_contents: 2 came for 1 inputs");
    }

    private String refusal(UnaryOperator<ModelInferRequest.Builder> change) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> stub.modelInfer(request(change)))
                .getMessage();
    }

    private static Status.Code code(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run)
                .getStatus()
                .getCode();
    }

    private static ModelInferRequest request(UnaryOperator<ModelInferRequest.Builder> change) {
        var wire = ModelInferRequest.newBuilder().setModelName("text-analysis").setId("42");
        wire.addInputsBuilder()
                .setName("text")
                .setDatatype("BYTES")
                .addShape(1)
                .getContentsBuilder()
                .addBytesContents(ByteString.copyFromUtf8("Where is my card?"));
        return change.apply(wire).build();
    }

    private static ByteString raw(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteString.copyFrom(ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .put(bytes)
                .flip());
    }

    private GRPCInferenceServiceBlockingStub with(String token) {
        var headers = new Metadata();
        headers.put(TOKEN, token);
        return open.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}

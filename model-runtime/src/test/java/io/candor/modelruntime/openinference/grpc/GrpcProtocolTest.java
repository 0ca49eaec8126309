package io.candor.modelruntime.openinference.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import com.google.rpc.RetryInfo;
import io.candor.modelruntime.fixture.ProtocolModels;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelReadyRequest;
import io.candor.platform.inference.v2.ModelRepositoryParameter;
import io.candor.platform.inference.v2.ModelStatisticsRequest;
import io.candor.platform.inference.v2.RepositoryIndexRequest;
import io.candor.platform.inference.v2.RepositoryIndexResponse.ModelIndex;
import io.candor.platform.inference.v2.RepositoryModelLoadRequest;
import io.candor.platform.inference.v2.RepositoryModelUnloadRequest;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestTokens;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every datatype, the queue's answers, cancellation, deadlines, and the extensions over gRPC. */
@MicronautTest(transactional = false)
@Property(name = "candor.grpc.max-message-size", value = "64KB")
class GrpcProtocolTest extends RuntimeTest {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("x-candor-internal-token", Metadata.ASCII_STRING_MARSHALLER);

    @Inject
    private EmbeddedServer application;

    @Inject
    private GrpcServer server;

    private ManagedChannel channel;
    private GRPCInferenceServiceBlockingStub owner;
    private GRPCInferenceServiceBlockingStub stranger;
    private GRPCInferenceServiceBlockingStub operator;

    @Override
    protected TestRepository repository() {
        return ProtocolModels.repository();
    }

    @BeforeAll
    void connect() {
        assertThat(application.isRunning()).isTrue();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        owner = with(TestTokens.of(TestTokens.TENANT, "models:read", "models:infer", "models:manage"));
        stranger = with(TestTokens.of(TestTokens.OTHER_TENANT, "models:read", "models:infer", "models:manage"));
        operator = with(TestTokens.issuedBy(
                "operator", new TenantContext(null, "service:operator", Set.of("platform:admin"), "", "r-1")));
    }

    @AfterAll
    void close() {
        channel.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | bool_contents: [true, false]               | 0100
            UINT8  | uint_contents: [0, 255]                    | 00ff
            UINT16 | uint_contents: [0, 65535]                  | 0000ffff
            UINT32 | uint_contents: [0, 4294967295]             | 00000000ffffffff
            UINT64 | uint64_contents: [0, 18446744073709551615] | 0000000000000000ffffffffffffffff
            INT8   | int_contents: [-128, 127]                  | 807f
            INT16  | int_contents: [-32768, 32767]              | 0080ff7f
            INT32  | int_contents: [-2147483648, 2147483647]    | 00000080ffffff7f
            INT64  | int64_contents: [1, -1]                    | 0100000000000000ffffffffffffffff
            FP32   | fp32_contents: [1.5, nan]                  | 0000c03f0000c07f
            FP64   | fp64_contents: [1.5, -inf]                 | 000000000000f83f000000000000f0ff
            BYTES  | bytes_contents: ["", "a"]                  | 000000000100000061
            """)
    void whatIsSentTypedOrRawComesBackRaw(Datatype datatype, String contents, String raw) throws Exception {
        var bytes = ByteString.copyFrom(HexFormat.of().parseHex(raw));
        var typed = infer(owner, request(datatype, "contents { " + contents + " }"));
        var untyped = infer(
                owner,
                request(datatype, "").toBuilder().addRawInputContents(bytes).build());

        assertThat(untyped.toBuilder().clearParameters().build())
                .isEqualTo(typed.toBuilder().clearParameters().build());
        assertThat(typed.getRawOutputContents(0)).isEqualTo(bytes);
        assertThat(typed.getOutputs(0).getName()).isEqualTo("y");
        assertThat(typed.getOutputs(0).getDatatype()).isEqualTo(datatype.name());
        assertThat(typed.getOutputs(0).getShapeList()).containsExactly(1L, 2L);
        assertThat(typed.getParametersOrThrow("sha256").getStringParam()).hasSize(64);
        assertThat(typed.getParametersOrThrow("device").getStringParam()).isEqualTo("cpu");
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void halvesTravelRawAlone(Datatype datatype) throws Exception {
        var bytes = ByteString.copyFrom(new byte[] {1, 2, 3, 4});

        var answer = infer(
                owner,
                request(datatype, "").toBuilder().addRawInputContents(bytes).build());

        assertThat(answer.getRawOutputContents(0)).isEqualTo(bytes);
        assertThat(refusal(() -> infer(owner, request(datatype, "contents { fp32_contents: [1, 2] }"))))
                .hasMessage(
                        "INVALID_ARGUMENT: x: " + datatype + " has no typed contents; send it in raw_input_contents");
    }

    @Test
    void whatDoesNotFitTheModelIsNamed() {
        assertThat(refusal(() -> infer(owner, text("model_name: 'factor'"))))
                .hasMessage("INVALID_ARGUMENT: x: is missing; FP32[-1, 2] is expected");
        assertThat(refusal(() -> infer(owner, text("""
                        model_name: 'factor' inputs { name: 'x' datatype: 'FP32' shape: [1, 3]
                        contents { fp32_contents: [1, 2, 3] } }"""))))
                .hasMessage("INVALID_ARGUMENT: x: shape [1, 3] came, [-1, 2] is expected");
        assertThat(refusal(() -> infer(owner, text("model_name: 'factor' model_version: '9'")))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(refusal(() -> infer(owner, text("model_name: 'broken'")))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() {
        var large = ModelInferRequest.newBuilder()
                .setModelName("factor")
                .addRawInputContents(ByteString.copyFrom(new byte[70_000]))
                .build();

        assertThat(refusal(() -> owner.modelInfer(large)).getStatus().getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void aFullQueueSaysWhenToComeBackAndACancelledCallMakesRoom() throws Exception {
        var stub = GRPCInferenceServiceGrpc.newFutureStub(owner.getChannel());
        var first = new AtomicReference<>(stub.modelInfer(waiting(1)));
        Eventually.assertThat(
                () -> {
                    // It may itself have come while one of the others was in its place.
                    first.updateAndGet(call -> call.isDone() ? stub.modelInfer(waiting(1)) : call);
                    return code(() -> owner.modelInfer(waiting(1, 1)));
                },
                code -> code == Status.Code.RESOURCE_EXHAUSTED);

        var refused = refusal(() -> owner.modelInfer(waiting(1)));
        var delay = StatusProto.fromThrowable(refused)
                .getDetails(0)
                .unpack(RetryInfo.class)
                .getRetryDelay();
        assertThat(delay.getSeconds() + delay.getNanos()).isPositive();
        first.get().cancel(true);

        Eventually.assertThat(
                () -> code(() -> owner.modelInfer(waiting(1, 1))), code -> code == Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void aRequestThatWaitsTooLongTimesOut() {
        assertThat(code(() -> owner.modelInfer(waiting(1, 1000)))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void aPassedDeadlineGivesTheRequestUp() throws Exception {
        var failed = failed();

        assertThat(code(() -> owner.withDeadlineAfter(50, TimeUnit.MILLISECONDS).modelInfer(waiting(1))))
                .isEqualTo(Status.Code.DEADLINE_EXCEEDED);

        Eventually.assertThat(this::failed, count -> count == failed + 1);
    }

    @Test
    void theIndexTellsStatesAndReasons() {
        var index = owner.repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                .getModelsList();
        var ready = owner.repositoryIndex(
                        RepositoryIndexRequest.newBuilder().setReady(true).build())
                .getModelsList();

        assertThat(index).extracting(ModelIndex::getName).contains("factor", "broken", "own");
        assertThat(index)
                .filteredOn(entry -> entry.getName().equals("broken"))
                .allMatch(entry -> entry.getState().equals("UNAVAILABLE")
                        && !entry.getReason().isEmpty());
        assertThat(ready).extracting(ModelIndex::getState).containsOnly("READY");
        assertThat(stranger.repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                        .getModelsList())
                .extracting(ModelIndex::getName)
                .contains("factor")
                .doesNotContain("own");
    }

    @Test
    void modelsAreUnloadedAndLoadedByThoseWhoOwnThem() {
        var unload = RepositoryModelUnloadRequest.newBuilder()
                .setModelName("own")
                .putParameters(
                        "unload_dependents",
                        ModelRepositoryParameter.newBuilder()
                                .setBoolParam(false)
                                .build())
                .build();
        var load = RepositoryModelLoadRequest.newBuilder().setModelName("own").build();

        assertThat(code(() -> stranger.repositoryModelUnload(unload))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(owner.repositoryModelUnload(unload)).isNotNull();
        assertThat(owner.repositoryModelLoad(load)).isNotNull();
        assertThat(owner.modelReady(
                                ModelReadyRequest.newBuilder().setName("own").build())
                        .getReady())
                .isTrue();
        assertThat(code(() -> stranger.modelReady(
                        ModelReadyRequest.newBuilder().setName("own").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(operator.repositoryModelLoad(RepositoryModelLoadRequest.newBuilder()
                        .setModelName("identity-fp64")
                        .build()))
                .isNotNull();
    }

    @Test
    void parametersThatAreNotHonouredAreNamed() {
        var text = ModelRepositoryParameter.newBuilder().setStringParam("{}").build();
        var flag = ModelRepositoryParameter.newBuilder().setBoolParam(true).build();

        assertThat(refusal(() -> owner.repositoryModelLoad(RepositoryModelLoadRequest.newBuilder()
                        .setModelName("own")
                        .putParameters("config", text)
                        .build())))
                .hasMessage(
                        "INVALID_ARGUMENT: parameters.config: is not supported: a model is loaded as its folder says");
        assertThat(refusal(() -> owner.repositoryModelUnload(RepositoryModelUnloadRequest.newBuilder()
                        .setModelName("own")
                        .putParameters("unload_dependents", flag)
                        .build())))
                .hasMessage("INVALID_ARGUMENT: parameters.unload_dependents: true came, false is expected: "
                        + "a model is unloaded alone");
    }

    @Test
    void statisticsAreThoseOfRest() throws Exception {
        infer(owner, text("""
                model_name: 'factor' model_version: '1'
                inputs { name: 'x' datatype: 'FP32' shape: [2, 2] contents { fp32_contents: [1, 2, 3, 4] } }"""));

        var statistics = owner.modelStatistics(ModelStatisticsRequest.newBuilder()
                        .setName("factor")
                        .setVersion("1")
                        .build())
                .getModelStats(0);

        assertThat(statistics.getInferenceCount()).isGreaterThanOrEqualTo(2);
        assertThat(statistics.getExecutionCount()).isPositive();
        assertThat(statistics.getLastInference()).isPositive();
        assertThat(statistics.getInferenceStats().getSuccess().getNs()).isPositive();
        assertThat(statistics.getInferenceStats().getComputeInfer().getNs()).isPositive();
        assertThat(statistics.getBatchStatsList()).anyMatch(batch -> batch.getBatchSize() == 2);
        assertThat(statistics.getMemoryUsage(0).getByteSize()).isPositive();
        assertThat(owner.modelStatistics(ModelStatisticsRequest.getDefaultInstance())
                        .getModelStatsCount())
                .isGreaterThan(ProtocolModels.DATATYPES.size());
    }

    @Test
    void eachMethodNeedsItsScope() {
        var reader = with(TestTokens.of(TestTokens.TENANT, "models:read"));
        var runner = with(TestTokens.of(TestTokens.TENANT, "models:infer"));

        assertThat(refusal(() -> reader.repositoryModelLoad(RepositoryModelLoadRequest.getDefaultInstance())))
                .hasMessage("PERMISSION_DENIED: The scope models:manage or platform:admin is needed");
        assertThat(code(() -> reader.repositoryModelUnload(RepositoryModelUnloadRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> runner.repositoryIndex(RepositoryIndexRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> runner.modelStatistics(ModelStatisticsRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(refusal(() -> operator.modelInfer(ModelInferRequest.getDefaultInstance())))
                .hasMessage("PERMISSION_DENIED: The scope models:infer is needed");
    }

    private long failed() {
        return owner.modelStatistics(
                        ModelStatisticsRequest.newBuilder().setName("waiting").build())
                .getModelStats(0)
                .getInferenceStats()
                .getFail()
                .getCount();
    }

    private static ModelInferRequest waiting(int rows) {
        var wire = ModelInferRequest.newBuilder()
                .setModelName("waiting")
                .addRawInputContents(ByteString.copyFrom(new byte[rows * 2 * Float.BYTES]));
        wire.addInputsBuilder().setName("x").setDatatype("FP32").addShape(rows).addShape(2);
        return wire.build();
    }

    private static ModelInferRequest waiting(int rows, long timeout) {
        var wire = waiting(rows).toBuilder();
        wire.putParameters(
                "timeout",
                io.candor.platform.inference.v2.InferParameter.newBuilder()
                        .setInt64Param(timeout)
                        .build());
        return wire.build();
    }

    private static ModelInferRequest request(Datatype datatype, String contents) {
        return text("model_name: '%s' inputs { name: 'x' datatype: '%s' shape: [1, 2] %s }"
                .formatted(ProtocolModels.identity(datatype), datatype, contents));
    }

    private static ModelInferRequest text(String text) {
        var wire = ModelInferRequest.newBuilder();
        try {
            TextFormat.merge(text, wire);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
        return wire.build();
    }

    private static ModelInferResponse infer(GRPCInferenceServiceBlockingStub stub, ModelInferRequest request) {
        return stub.modelInfer(request);
    }

    private static Status.Code code(Runnable call) {
        return refusal(call).getStatus().getCode();
    }

    private static StatusRuntimeException refusal(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run);
    }

    private GRPCInferenceServiceBlockingStub with(String token) {
        var headers = new Metadata();
        headers.put(TOKEN, token);
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}

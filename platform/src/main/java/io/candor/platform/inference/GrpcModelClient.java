package io.candor.platform.inference;

import com.google.protobuf.ByteString;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.InferTensorContents;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferRequest.InferInputTensor;
import io.candor.platform.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelMetadataRequest;
import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tracing.Tracing;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Speaks the Open Inference Protocol v2 over gRPC with the model runtime. */
@Singleton
@Requires(property = "candor.runtime.address")
class GrpcModelClient implements ModelClient {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of(InternalToken.HEADER.toLowerCase(java.util.Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final GRPCInferenceServiceBlockingStub stub;
    private final InternalTokenIssuer issuer;
    private final Duration deadline;

    GrpcModelClient(RuntimeConfig config, InternalTokenIssuer issuer, Tracing tracing) {
        this.channel = NettyChannelBuilder.forTarget(config.address())
                .usePlaintext()
                .intercept(tracing.clientInterceptors())
                .keepAliveTime(30, TimeUnit.SECONDS)
                .build();
        this.stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        this.issuer = issuer;
        this.deadline = config.deadline();
    }

    @Override
    public InferResponse infer(InferRequest request) {
        try {
            return response(stub("models:infer").modelInfer(wire(request)));
        } catch (StatusRuntimeException e) {
            throw WireProblems.of(e);
        }
    }

    @Override
    public ModelMetadata metadata(String model) {
        try {
            var request = ModelMetadataRequest.newBuilder().setName(model).build();
            var metadata = stub("models:read").modelMetadata(request);
            return new ModelMetadata(metadata.getName(), metadata.getPropertiesMap());
        } catch (StatusRuntimeException e) {
            throw WireProblems.of(e);
        }
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    private GRPCInferenceServiceBlockingStub stub(String scope) {
        var caller = TenantContext.current();
        var token = issuer.mint(new TenantContext(
                caller.tenantId(), caller.subject(), Set.of(scope), caller.plan(), caller.requestId(), caller.terms()));
        var headers = new Metadata();
        headers.put(TOKEN, token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withWaitForReady()
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ModelInferRequest wire(InferRequest request) {
        var contents = InferTensorContents.newBuilder();
        request.texts().forEach(text -> contents.addBytesContents(ByteString.copyFromUtf8(text)));
        var wire = ModelInferRequest.newBuilder()
                .setModelName(request.model())
                .setId(TenantContext.current().requestId())
                .addInputs(InferInputTensor.newBuilder()
                        .setName("text")
                        .setDatatype("BYTES")
                        .addShape(request.texts().size())
                        .setContents(contents));
        request.parameters()
                .forEach((name, value) -> wire.putParameters(
                        name, InferParameter.newBuilder().setStringParam(value).build()));
        request.outputs()
                .forEach(output ->
                        wire.addOutputs(InferRequestedOutputTensor.newBuilder().setName(output)));
        return wire.build();
    }

    private static InferResponse response(ModelInferResponse wire) {
        var outputs = new HashMap<String, Tensor>();
        for (var index = 0; index < wire.getOutputsCount(); index++) {
            var output = wire.getOutputs(index);
            outputs.put(output.getName(), WireTensors.read(wire, index));
        }
        var sha256 = wire.getParametersOrDefault("sha256", InferParameter.getDefaultInstance())
                .getStringParam();
        return new InferResponse(wire.getModelName(), wire.getModelVersion(), sha256, outputs);
    }
}

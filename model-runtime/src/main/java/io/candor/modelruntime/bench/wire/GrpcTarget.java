package io.candor.modelruntime.bench.wire;

import com.google.protobuf.ByteString;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.security.InternalToken;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** gRPC with raw tensor contents; all clients of one target share one connection. */
public final class GrpcTarget implements Target {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of(InternalToken.HEADER.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
    private static final int WINDOW = 8 << 20;
    private static final int MAX_MESSAGE = 64 << 20;

    private final ManagedChannel channel;

    /** Connects at the first call. */
    public GrpcTarget(String host, int port) {
        this.channel = NettyChannelBuilder.forAddress(host, port)
                .usePlaintext()
                .directExecutor()
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(MAX_MESSAGE)
                .build();
    }

    @Override
    public Sender client(String model, List<Tensor> inputs, Caller caller) {
        return new GrpcSender(channel, request(model, inputs).toByteArray(), () -> headers(caller));
    }

    /** A client whose answers tell {@code firsts} which version gave them. */
    public Sender client(String model, List<Tensor> inputs, Caller caller, FirstOfVersion firsts) {
        return new FirstOfVersion.Client(firsts, channel, request(model, inputs), () -> headers(caller));
    }

    @Override
    public Tensor ask(String model, List<Tensor> inputs, Caller caller) {
        return output(GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withInterceptors(authorized(caller))
                .modelInfer(request(model, inputs)));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ClientInterceptor authorized(Caller caller) {
        return MetadataUtils.newAttachHeadersInterceptor(headers(caller));
    }

    private static Metadata headers(Caller caller) {
        var headers = new Metadata();
        headers.put(TOKEN, caller.token());
        return headers;
    }

    private static ModelInferRequest request(String model, List<Tensor> inputs) {
        var request = ModelInferRequest.newBuilder().setModelName(model);
        for (var input : inputs) {
            request.addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                            .setName(input.name())
                            .setDatatype(input.datatype().name())
                            .addAllShape(input.shape()))
                    .addRawInputContents(ByteString.copyFrom(input.data()));
        }
        return request.build();
    }

    private static Tensor output(ModelInferResponse response) {
        var output = response.getOutputs(0);
        return new Tensor(
                output.getName(),
                Datatype.find(output.getDatatype()).orElseThrow(),
                output.getShapeList(),
                response.getRawOutputContents(0).asReadOnlyByteBuffer());
    }
}

package io.candor.modelruntime.openinference.grpc;

import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;

/** The service's methods, as generated but for how {@code ModelInfer} reads its request. */
final class GrpcMethods {
    private GrpcMethods() {}

    static ServerServiceDefinition of(BindableService service) {
        var generated = service.bindService();
        var methods =
                ServerServiceDefinition.builder(generated.getServiceDescriptor().getName());
        var infer = GRPCInferenceServiceGrpc.getModelInferMethod();
        for (var method : generated.getMethods()) {
            if (!method.getMethodDescriptor().getFullMethodName().equals(infer.getFullMethodName())) {
                methods.addMethod(method);
            }
        }
        return methods.addMethod(withViews(generated.getMethod(infer.getFullMethodName())))
                .build();
    }

    @SuppressWarnings("unchecked")
    private static ServerMethodDefinition<ModelInferRequest, ModelInferResponse> withViews(
            ServerMethodDefinition<?, ?> generated) {
        var infer = GRPCInferenceServiceGrpc.getModelInferMethod();
        var descriptor = infer.toBuilder(new InferRequestMarshaller(), infer.getResponseMarshaller())
                .build();
        var known = (ServerMethodDefinition<ModelInferRequest, ModelInferResponse>) generated;
        return ServerMethodDefinition.create(descriptor, known.getServerCallHandler());
    }
}

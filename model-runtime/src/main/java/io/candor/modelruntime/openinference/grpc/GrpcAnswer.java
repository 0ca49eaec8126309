package io.candor.modelruntime.openinference.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelInferResponse.InferOutputTensor;

/** Writes an answer, its tensors raw and without a copy (Open Inference Protocol v2, gRPC, "Inference"). */
final class GrpcAnswer {
    private GrpcAnswer() {}

    static ModelInferResponse write(String id, InferenceAnswer answer) {
        var model = answer.model();
        var response = ModelInferResponse.newBuilder()
                .setModelName(model.name())
                .setModelVersion(model.version())
                .setId(id);
        answer.parameters().forEach((name, value) -> response.putParameters(name, GrpcParameters.write(value)));
        response.putParameters("sha256", GrpcParameters.write(model.sha256()));
        for (var tensor : answer.outputs()) {
            response.addOutputs(InferOutputTensor.newBuilder()
                    .setName(tensor.name())
                    .setDatatype(tensor.datatype().name())
                    .addAllShape(tensor.shape()));
            response.addRawOutputContents(UnsafeByteOperations.unsafeWrap(tensor.data()));
        }
        return response.build();
    }
}

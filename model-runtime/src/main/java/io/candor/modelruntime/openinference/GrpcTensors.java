package io.candor.modelruntime.openinference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferRequest.InferInputTensor;
import io.candor.platform.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelInferResponse.InferOutputTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads inputs, typed or raw, and writes outputs, raw (Open Inference Protocol v2, gRPC, "Tensor Data"). */
final class GrpcTensors {
    private GrpcTensors() {}

    static InferenceRequest request(ModelInferRequest wire, @Nullable String version) {
        return new InferenceRequest(
                wire.getModelName(),
                version,
                wire.getId(),
                parameters(wire.getParametersMap()),
                inputs(wire),
                wire.getOutputsList().stream()
                        .map(InferRequestedOutputTensor::getName)
                        .toList());
    }

    static ModelInferResponse response(String id, InferenceAnswer answer) {
        var model = answer.model();
        var response = ModelInferResponse.newBuilder()
                .setModelName(model.name())
                .setModelVersion(model.version())
                .setId(id)
                .putParameters(
                        "sha256",
                        InferParameter.newBuilder()
                                .setStringParam(model.sha256())
                                .build());
        for (var tensor : answer.outputs()) {
            response.addOutputs(InferOutputTensor.newBuilder()
                    .setName(tensor.name())
                    .setDatatype(tensor.datatype().name())
                    .addAllShape(tensor.shape()));
            response.addRawOutputContents(UnsafeByteOperations.unsafeWrap(tensor.data()));
        }
        return response.build();
    }

    private static List<Tensor> inputs(ModelInferRequest wire) {
        var raw = wire.getRawInputContentsCount() > 0;
        if (raw && wire.getRawInputContentsCount() != wire.getInputsCount()) {
            throw new InvalidInputException(
                    "raw_input_contents",
                    wire.getRawInputContentsCount() + " came for " + wire.getInputsCount() + " inputs");
        }
        var inputs = new ArrayList<Tensor>();
        for (var input : wire.getInputsList()) {
            inputs.add(raw ? raw(input, wire.getRawInputContents(inputs.size())) : typed(input));
        }
        return inputs;
    }

    private static Tensor raw(InferInputTensor input, ByteString contents) {
        var datatype = Datatype.find(input.getDatatype())
                .orElseThrow(() -> new InvalidInputException(
                        input.getName(),
                        "datatype " + input.getDatatype() + " came, which the protocol does not know"));
        try {
            return new Tensor(input.getName(), datatype, input.getShapeList(), contents.asReadOnlyByteBuffer());
        } catch (MalformedTensorException e) {
            throw new InvalidInputException(e.tensor(), e.detail());
        }
    }

    private static Tensor typed(InferInputTensor input) {
        if (!input.getDatatype().equals("BYTES")) {
            throw new InvalidInputException(
                    input.getName(), "datatype " + input.getDatatype() + " came, BYTES is expected");
        }
        try {
            return Tensor.ofStrings(
                    input.getName(),
                    input.getShapeList(),
                    input.getContents().getBytesContentsList().stream()
                            .map(ByteString::toByteArray)
                            .toList());
        } catch (MalformedTensorException e) {
            throw new InvalidInputException(e.tensor(), e.detail());
        }
    }

    private static Map<String, Object> parameters(Map<String, InferParameter> wire) {
        var parameters = new HashMap<String, Object>();
        wire.forEach((name, value) -> parameters.put(
                name,
                switch (value.getParameterChoiceCase()) {
                    case BOOL_PARAM -> value.getBoolParam();
                    case INT64_PARAM -> value.getInt64Param();
                    case STRING_PARAM -> value.getStringParam();
                    case DOUBLE_PARAM -> value.getDoubleParam();
                    case UINT64_PARAM -> value.getUint64Param();
                    case PARAMETERCHOICE_NOT_SET -> "";
                }));
        return parameters;
    }
}

package io.candor.modelruntime.openinference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InputTensor;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.platform.inference.Tensor;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferRequest.InferInputTensor;
import io.candor.platform.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
        answer.outputs().forEach((name, tensor) -> {
            response.addOutputs(InferOutputTensor.newBuilder()
                    .setName(name)
                    .setDatatype(tensor instanceof Tensor.Floats ? "FP32" : "BYTES")
                    .addAllShape(tensor.shape()));
            response.addRawOutputContents(raw(tensor));
        });
        return response.build();
    }

    private static List<InputTensor> inputs(ModelInferRequest wire) {
        var raw = wire.getRawInputContentsCount() > 0;
        if (raw && wire.getRawInputContentsCount() != wire.getInputsCount()) {
            throw new InvalidInputException(
                    "raw_input_contents",
                    wire.getRawInputContentsCount() + " came for " + wire.getInputsCount() + " inputs");
        }
        var inputs = new ArrayList<InputTensor>();
        for (var input : wire.getInputsList()) {
            var contents = input.getDatatype().equals("BYTES")
                    ? (raw ? split(input.getName(), wire.getRawInputContents(inputs.size())) : typed(input))
                    : List.<ByteString>of();
            inputs.add(new InputTensor(
                    input.getName(), input.getDatatype(), input.getShapeList(), texts(input.getName(), contents)));
        }
        return inputs;
    }

    private static List<ByteString> typed(InferInputTensor input) {
        return input.getContents().getBytesContentsList();
    }

    /** Each value is preceded by its length in four bytes, little-endian. */
    private static List<ByteString> split(String name, ByteString raw) {
        var buffer = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        var values = new ArrayList<ByteString>();
        while (buffer.hasRemaining()) {
            var length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                throw new InvalidInputException(name, "the raw contents end inside value " + values.size());
            }
            values.add(raw.substring(buffer.position(), buffer.position() + length));
            buffer.position(buffer.position() + length);
        }
        return values;
    }

    private static List<String> texts(String name, List<ByteString> contents) {
        var texts = new ArrayList<String>();
        for (var content : contents) {
            if (!content.isValidUtf8()) {
                throw new InvalidInputException(name + "[" + texts.size() + "]", "is not valid UTF-8");
            }
            texts.add(content.toStringUtf8());
        }
        return texts;
    }

    private static Map<String, String> parameters(Map<String, InferParameter> wire) {
        var parameters = new HashMap<String, String>();
        wire.forEach((name, value) -> parameters.put(
                name,
                switch (value.getParameterChoiceCase()) {
                    case BOOL_PARAM -> String.valueOf(value.getBoolParam());
                    case INT64_PARAM -> String.valueOf(value.getInt64Param());
                    case STRING_PARAM -> value.getStringParam();
                    case DOUBLE_PARAM -> String.valueOf(value.getDoubleParam());
                    case UINT64_PARAM -> Long.toUnsignedString(value.getUint64Param());
                    case PARAMETERCHOICE_NOT_SET -> "";
                }));
        return parameters;
    }

    private static ByteString raw(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> {
                var buffer = ByteBuffer.allocate(floats.values().length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
                buffer.asFloatBuffer().put(floats.values());
                yield UnsafeByteOperations.unsafeWrap(buffer);
            }
            case Tensor.Texts texts -> {
                var values =
                        texts.values().stream().map(ByteString::copyFromUtf8).toList();
                var size = values.stream()
                        .mapToInt(value -> Integer.BYTES + value.size())
                        .sum();
                var buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
                values.forEach(value -> buffer.putInt(value.size()).put(value.asReadOnlyByteBuffer()));
                yield UnsafeByteOperations.unsafeWrap(buffer.flip());
            }
        };
    }
}

package io.candor.modelruntime.openinference.grpc;

import io.candor.modelruntime.openinference.OutputParameters;
import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferRequest.InferInputTensor;
import io.grpc.Deadline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads an inference request, its tensors typed or raw (Open Inference Protocol v2, gRPC, "Inference"). */
final class GrpcRequest {
    private static final String TIMEOUT = "timeout";

    private GrpcRequest() {}

    /**
     * Reads {@code wire}; raw tensors are views of it.
     *
     * @param deadline of the call; when it comes before the parameter {@code timeout} is up, it takes its place
     * @throws InvalidInputException that names what is wrong
     */
    static InferenceRequest read(ModelInferRequest wire, @Nullable Deadline deadline) {
        var parameters = GrpcParameters.read(wire.getParametersMap());
        if (deadline != null) {
            shorten(parameters, Math.max(1, deadline.timeRemaining(TimeUnit.MICROSECONDS)));
        }
        return new InferenceRequest(
                wire.getModelName(),
                version(wire.getModelVersion()),
                wire.getId(),
                parameters,
                inputs(wire),
                outputs(wire));
    }

    static @Nullable String version(String version) {
        return version.isEmpty() ? null : version;
    }

    private static void shorten(Map<String, Object> parameters, long remaining) {
        var timeout = parameters.get(TIMEOUT);
        if (timeout == null || timeout instanceof Long own && (own == 0 || own > remaining)) {
            parameters.put(TIMEOUT, remaining);
        }
    }

    private static List<Tensor> inputs(ModelInferRequest wire) {
        var raw = wire.getRawInputContentsCount() > 0;
        if (raw && wire.getRawInputContentsCount() != wire.getInputsCount()) {
            throw new InvalidInputException(
                    "raw_input_contents",
                    wire.getRawInputContentsCount() + " came for " + wire.getInputsCount() + " inputs");
        }
        var inputs = new ArrayList<Tensor>(wire.getInputsCount());
        try {
            for (var input : wire.getInputsList()) {
                inputs.add(raw ? raw(input, wire, inputs.size()) : TypedContents.tensor(input, datatype(input)));
            }
        } catch (MalformedTensorException e) {
            throw new InvalidInputException(e.tensor(), e.detail());
        }
        return inputs;
    }

    private static Tensor raw(InferInputTensor input, ModelInferRequest wire, int index) {
        if (input.hasContents()) {
            throw new InvalidInputException(
                    input.getName(), "contents and raw_input_contents came, one of them is expected");
        }
        return new Tensor(
                input.getName(),
                datatype(input),
                input.getShapeList(),
                wire.getRawInputContents(index).asReadOnlyByteBuffer());
    }

    private static Datatype datatype(InferInputTensor input) {
        return Datatype.find(input.getDatatype())
                .orElseThrow(() -> new InvalidInputException(
                        input.getName(),
                        "datatype " + input.getDatatype() + " came, one of " + Arrays.toString(Datatype.values())
                                + " is expected"));
    }

    private static List<String> outputs(ModelInferRequest wire) {
        var outputs = new ArrayList<String>(wire.getOutputsCount());
        for (var output : wire.getOutputsList()) {
            OutputParameters.requireSupported(
                    output.getName(), output.getParametersMap().keySet());
            outputs.add(output.getName());
        }
        return outputs;
    }
}

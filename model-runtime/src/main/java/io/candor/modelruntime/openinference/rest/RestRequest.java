package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inference request over REST: JSON, and after it the data of those inputs that came as binary data (Triton's extension
 * for binary tensor data). Tensors are slices of the body, not copies.
 *
 * @param id as it came, to be given back
 * @param form how the outputs are to be written
 */
record RestRequest(@Nullable String id, InferenceRequest inference, OutputForm form) {
    /** The header that says how long the JSON is. */
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static final String BINARY_DATA_SIZE = "binary_data_size";

    /**
     * Reads {@code body}.
     *
     * @param version null for what the release says
     * @param jsonLength the header {@value #JSON_LENGTH}; null when all is JSON
     * @throws ProblemException 400 that names what is wrong
     * @throws IOException when it is no JSON
     */
    static RestRequest read(String model, @Nullable String version, byte[] body, @Nullable String jsonLength)
            throws IOException {
        var length = jsonLength == null ? body.length : length(jsonLength, body.length);
        try {
            var json = JsonRequestReader.read(body, length);
            var inputs = inputs(
                    json, ByteBuffer.wrap(body, length, body.length - length).slice());
            var parameters = new LinkedHashMap<>(json.parameters());
            parameters.remove(OutputForm.BINARY_DATA_OUTPUT);
            var outputs = json.outputs().stream().map(RequestedOutput::name).toList();
            var id = json.id() == null ? "" : json.id();
            return new RestRequest(
                    json.id(),
                    new InferenceRequest(model, version, id, parameters, inputs, outputs),
                    OutputForm.of(json));
        } catch (MalformedTensorException e) {
            throw new InvalidInputException(e.tensor(), e.detail());
        }
    }

    private static int length(String header, int body) {
        try {
            var length = Integer.parseInt(header);
            if (length >= 0 && length <= body) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(JSON_LENGTH, "must be a number of bytes");
        }
        throw ProblemException.invalid(JSON_LENGTH, "must be 0 to " + body + ", the length of the body");
    }

    private static List<Tensor> inputs(JsonRequest json, ByteBuffer binary) {
        var inputs = new ArrayList<Tensor>();
        for (var input : json.inputs()) {
            var size = input.parameters().get(BINARY_DATA_SIZE);
            var data = input.data();
            if (data == null) {
                inputs.add(binary(input, size, binary));
            } else if (size == null) {
                inputs.add(data.tensor(input.shape()));
            } else {
                throw new MalformedTensorException(
                        input.name(), "data and " + BINARY_DATA_SIZE + " came, one is expected");
            }
        }
        if (binary.hasRemaining()) {
            throw ProblemException.invalid(
                    "body",
                    "has " + binary.remaining() + " bytes more than its JSON and each " + BINARY_DATA_SIZE + " say");
        }
        return inputs;
    }

    private static Tensor binary(JsonInput input, @Nullable Object size, ByteBuffer binary) {
        if (size == null) {
            throw new MalformedTensorException(input.name(), "neither data nor " + BINARY_DATA_SIZE + " came");
        }
        if (!(size instanceof Long bytes) || bytes < 0) {
            throw new MalformedTensorException(
                    input.name(), BINARY_DATA_SIZE + " " + size + " came, a number of bytes is expected");
        }
        if (bytes > binary.remaining()) {
            throw new MalformedTensorException(
                    input.name(),
                    BINARY_DATA_SIZE + " " + bytes + " came, " + binary.remaining()
                            + " bytes are left in the body after the " + JSON_LENGTH);
        }
        var data = binary.slice(binary.position(), bytes.intValue());
        binary.position(binary.position() + bytes.intValue());
        return new Tensor(input.name(), input.datatype(), input.shape(), data);
    }
}

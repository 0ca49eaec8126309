package io.candor.modelruntime.bench.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How tensors travel over REST. */
public enum RestEncoding {
    /** As numbers in the JSON. */
    JSON,
    /** Behind the JSON, by the binary tensor data extension, in both directions. */
    BINARY;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    RestRequest request(String model, List<Tensor> inputs) {
        var json = MAPPER.createObjectNode();
        var tensors = json.putArray("inputs");
        var binary = new ByteArrayOutputStream();
        for (var input : inputs) {
            var tensor = tensors.addObject()
                    .put("name", input.name())
                    .put("datatype", input.datatype().name());
            tensor.set("shape", MAPPER.valueToTree(input.shape()));
            if (this == BINARY) {
                tensor.putObject("parameters")
                        .put("binary_data_size", input.data().remaining());
                binary.writeBytes(bytes(input));
            } else {
                tensor.set("data", MAPPER.valueToTree(numbers(input)));
            }
        }
        var path = "/v2/models/" + model + "/infer";
        if (this == JSON) {
            return new RestRequest(path, Map.of("Content-Type", "application/json"), write(json));
        }
        json.putObject("parameters").put("binary_data_output", true);
        var head = write(json);
        return new RestRequest(
                path,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        RestConnection.JSON_LENGTH,
                        Integer.toString(head.length)),
                concatenated(head, binary.toByteArray()));
    }

    Tensor firstOutput(RestAnswer answer) {
        var length = answer.jsonLength() < 0 ? answer.body().length : answer.jsonLength();
        try {
            var output =
                    MAPPER.readTree(answer.body(), 0, length).path("outputs").path(0);
            if (answer.status() != 200 || output.isMissingNode()) {
                throw new IllegalStateException("The server answered " + answer.status() + " " + text(answer));
            }
            return answer.jsonLength() < 0 ? ofNumbers(output) : ofBytes(output, answer);
        } catch (IOException e) {
            throw new UncheckedIOException("The server answered " + text(answer), e);
        }
    }

    private static String text(RestAnswer answer) {
        return new String(
                answer.body(), 0, Math.min(answer.body().length, 500), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Tensor ofNumbers(JsonNode output) {
        var data = output.path("data");
        var values = new float[data.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = data.get(i).floatValue();
        }
        return Tensor.ofFloats(output.path("name").asText(), shape(output), values);
    }

    private static Tensor ofBytes(JsonNode output, RestAnswer answer) {
        var size = output.path("parameters").path("binary_data_size").asInt();
        return new Tensor(
                output.path("name").asText(),
                Datatype.find(output.path("datatype").asText()).orElseThrow(),
                shape(output),
                ByteBuffer.wrap(answer.body(), answer.jsonLength(), size));
    }

    private static List<Long> shape(JsonNode output) {
        var shape = new ArrayList<Long>();
        output.path("shape").forEach(length -> shape.add(length.asLong()));
        return shape;
    }

    private static Object numbers(Tensor tensor) {
        return switch (tensor.datatype()) {
            case INT64 -> tensor.longs();
            case FP32 -> tensor.floats();
            default -> throw new IllegalArgumentException("The benchmark sends no " + tensor.datatype());
        };
    }

    private static byte[] bytes(Tensor tensor) {
        var bytes = new byte[tensor.data().remaining()];
        tensor.data().get(bytes);
        return bytes;
    }

    private static byte[] write(ObjectNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}

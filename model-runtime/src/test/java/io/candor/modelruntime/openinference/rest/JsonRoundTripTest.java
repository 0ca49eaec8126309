package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.ModelIdentity;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written as JSON is read back to the bit, flat or nested. */
class JsonRoundTripTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final OutputForm JSON = new OutputForm(false, Map.of());

    @Property
    void tensorsComeBackAsTheyWere(@ForAll("tensors") Tensor tensor) throws IOException {
        assertThat(read(written(tensor))).isEqualTo(normal(tensor));
    }

    @Property
    void nestedDataAreTheSameTensorAsFlat(@ForAll("tensors") Tensor tensor) throws IOException {
        var output = written(tensor);
        var flat = output.path("data");
        var nested = nest(flat, tensor.shape(), 0, new int[1]);

        var again = read(((com.fasterxml.jackson.databind.node.ObjectNode) output).set("data", nested));

        assertThat(again).isEqualTo(normal(tensor));
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        var shapes = Arbitraries.longs().between(0, 4).list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(Arbitraries.of(Datatype.values()), shapes)
                .as((datatype, shape) -> tensors(datatype, shape))
                .flatMap(arbitrary -> arbitrary);
    }

    private static Arbitrary<Tensor> tensors(Datatype datatype, List<Long> shape) {
        var elements = Tensor.elements("x", shape);
        return switch (datatype) {
            case BYTES ->
                Arbitraries.strings()
                        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
                        .list()
                        .ofSize(elements)
                        .map(texts -> Tensor.ofTexts("x", shape, texts));
            case FP16, BF16 -> tensors(Datatype.FP32, shape);
            case BOOL ->
                bytes(elements).map(bytes -> {
                    for (var i = 0; i < bytes.length; i++) {
                        bytes[i] &= 1;
                    }
                    return new Tensor("x", datatype, shape, ByteBuffer.wrap(bytes));
                });
            default ->
                bytes(elements * datatype.size())
                        .map(bytes -> new Tensor("x", datatype, shape, ByteBuffer.wrap(bytes)));
        };
    }

    private static Arbitrary<byte[]> bytes(int size) {
        return Arbitraries.bytes().array(byte[].class).ofSize(size);
    }

    private static JsonNode written(Tensor tensor) throws IOException {
        var answer = new InferenceAnswer(new ModelIdentity("m", "1", "ab"), Map.of(), List.of(tensor), 0);
        return MAPPER.readTree(RestAnswer.of(null, answer, JSON).json())
                .path("outputs")
                .path(0);
    }

    private static Tensor read(JsonNode input) throws IOException {
        var body = MAPPER.createObjectNode();
        body.putArray("inputs").add(input);
        return RestRequest.read("m", null, MAPPER.writeValueAsBytes(body), null)
                .inference()
                .inputs()
                .getFirst();
    }

    private static JsonNode nest(JsonNode flat, List<Long> shape, int level, int[] next) {
        if (level == shape.size()) {
            return flat.get(next[0]++);
        }
        var array = MAPPER.createArrayNode();
        for (var i = 0; i < shape.get(level); i++) {
            array.add(nest(flat, shape, level + 1, next));
        }
        return array;
    }

    /** JSON knows one NaN only. */
    private static Tensor normal(Tensor tensor) {
        var data = tensor.data();
        var copy = ByteBuffer.allocate(data.remaining()).order(data.order());
        while (data.hasRemaining()) {
            switch (tensor.datatype()) {
                case FP32 -> copy.putInt(Float.floatToIntBits(data.getFloat()));
                case FP64 -> copy.putLong(Double.doubleToLongBits(data.getDouble()));
                default -> copy.put(data.get());
            }
        }
        return new Tensor(tensor.name(), tensor.datatype(), tensor.shape(), copy.flip());
    }
}

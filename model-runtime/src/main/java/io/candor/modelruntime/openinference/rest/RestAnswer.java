package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer over REST (Open Inference Protocol v2, "Inference Response JSON Object"; Triton's extension for binary tensor
 * data).
 *
 * @param json the object
 * @param binary what follows it: the data of the outputs that were asked for as binary data
 */
record RestAnswer(byte[] json, List<ByteBuffer> binary) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final int START = 1024;

    /**
     * Writes {@code answer}.
     *
     * @param id as it came with the request
     * @throws io.candor.modelruntime.serving.InvalidInputException when an output has no form in JSON
     */
    static RestAnswer of(@Nullable String id, InferenceAnswer answer, OutputForm form) {
        var bytes = new ByteArrayOutputStream(START);
        var binary = new ArrayList<ByteBuffer>();
        try (var json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model_name", answer.model().name());
            json.writeStringField("model_version", answer.model().version());
            if (id != null) {
                json.writeStringField("id", id);
            }
            var parameters = new TreeMap<>(answer.parameters());
            parameters.put("sha256", answer.model().sha256());
            parameters(parameters, json);
            json.writeArrayFieldStart("outputs");
            for (var output : answer.outputs()) {
                output(output, form.isBinary(output.name()), json, binary);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RestAnswer(bytes.toByteArray(), binary);
    }

    /** All of the body. */
    ByteBuffer[] parts() {
        var parts = new ArrayList<ByteBuffer>();
        parts.add(ByteBuffer.wrap(json));
        parts.addAll(binary);
        return parts.toArray(ByteBuffer[]::new);
    }

    private static void output(Tensor output, boolean asBinary, JsonGenerator json, List<ByteBuffer> binary)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeArrayFieldStart("shape");
        for (var dimension : output.shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeStringField("datatype", output.datatype().name());
        if (asBinary) {
            var data = output.data();
            parameters(Map.of("binary_data_size", (long) data.remaining()), json);
            binary.add(data);
        } else {
            json.writeFieldName("data");
            JsonTensorWriter.write(output, json);
        }
        json.writeEndObject();
    }

    private static void parameters(Map<String, Object> parameters, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("parameters");
        for (var parameter : parameters.entrySet()) {
            json.writeFieldName(parameter.getKey());
            switch (parameter.getValue()) {
                case String text -> json.writeString(text);
                case Boolean flag -> json.writeBoolean(flag);
                case Long number -> json.writeNumber(number);
                case Integer number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                default -> json.writeString(parameter.getValue().toString());
            }
        }
        json.writeEndObject();
    }
}

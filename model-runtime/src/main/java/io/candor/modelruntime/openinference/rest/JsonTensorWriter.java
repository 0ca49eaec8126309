package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Writes a tensor's elements as a flat array. Numbers that are not finite become the texts NaN, Infinity and -Infinity, as
 * in the JSON mapping of protocol buffers.
 */
final class JsonTensorWriter {
    private static final String HINT = "ask for it with the parameter binary_data";

    private JsonTensorWriter() {}

    /** @throws InvalidInputException when the elements have no form in JSON */
    static void write(Tensor tensor, JsonGenerator json) throws IOException {
        json.writeStartArray();
        switch (tensor.datatype()) {
            case BYTES -> texts(tensor, json);
            case FP16, BF16 ->
                throw new InvalidInputException(
                        "outputs",
                        tensor.name() + " is " + tensor.datatype() + ", which JSON has no form for; " + HINT);
            default -> {
                var data = tensor.data();
                while (data.hasRemaining()) {
                    element(tensor, data, json);
                }
            }
        }
        json.writeEndArray();
    }

    private static void element(Tensor tensor, ByteBuffer data, JsonGenerator json) throws IOException {
        switch (tensor.datatype()) {
            case BOOL -> json.writeBoolean(data.get() != 0);
            case UINT8 -> json.writeNumber(Byte.toUnsignedInt(data.get()));
            case UINT16 -> json.writeNumber(Short.toUnsignedInt(data.getShort()));
            case UINT32 -> json.writeNumber(Integer.toUnsignedLong(data.getInt()));
            case UINT64 -> unsigned(data.getLong(), json);
            case INT8 -> json.writeNumber(data.get());
            case INT16 -> json.writeNumber(data.getShort());
            case INT32 -> json.writeNumber(data.getInt());
            case INT64 -> json.writeNumber(data.getLong());
            case FP32 -> json.writeNumber(data.getFloat());
            case FP64 -> json.writeNumber(data.getDouble());
            case BYTES, FP16, BF16 -> throw new IllegalStateException(tensor.datatype() + " is no number");
        }
    }

    private static void unsigned(long value, JsonGenerator json) throws IOException {
        if (value >= 0) {
            json.writeNumber(value);
        } else {
            json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
        }
    }

    private static void texts(Tensor tensor, JsonGenerator json) throws IOException {
        try {
            for (var text : tensor.texts()) {
                json.writeString(text);
            }
        } catch (MalformedTensorException e) {
            throw new InvalidInputException("outputs", e.tensor() + ": " + e.detail() + "; " + HINT);
        }
    }
}

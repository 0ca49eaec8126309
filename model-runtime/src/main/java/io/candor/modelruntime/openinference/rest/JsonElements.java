package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.MalformedTensorException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Reads the elements of one tensor from JSON (Open Inference Protocol v2, "Tensor Data"). Numbers that are not finite are
 * the texts NaN, Infinity and -Infinity, as in the JSON mapping of protocol buffers: JSON has no numbers for them.
 */
final class JsonElements {
    private static final int SHOWN = 40;
    private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final String tensor;
    private final Datatype datatype;
    private final TensorBuffer elements = new TensorBuffer();
    private int count;

    /** Starts a tensor of {@code datatype}, which must have a form in JSON. */
    JsonElements(String tensor, Datatype datatype) {
        if (datatype == Datatype.FP16 || datatype == Datatype.BF16) {
            throw new MalformedTensorException(
                    tensor, datatype + " has no form in JSON; send it as binary data, with binary_data_size");
        }
        this.tensor = tensor;
        this.datatype = datatype;
    }

    int count() {
        return count;
    }

    ByteBuffer written() {
        return elements.written();
    }

    /** Reads the value that {@code parser} stands at. */
    void read(JsonParser parser) throws IOException {
        switch (datatype) {
            case BOOL -> elements.putByte(bool(parser));
            case UINT8 -> elements.putByte(integer(parser, 0, 0xFF));
            case UINT16 -> elements.putShort(integer(parser, 0, 0xFFFF));
            case UINT32 -> elements.putInt(integer(parser, 0, 0xFFFFFFFFL));
            case UINT64 -> elements.putLong(unsigned(parser));
            case INT8 -> elements.putByte(integer(parser, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case INT16 -> elements.putShort(integer(parser, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT32 -> elements.putInt(integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case INT64 -> elements.putLong(integer(parser, Long.MIN_VALUE, Long.MAX_VALUE));
            case FP32 -> elements.putFloat(single(parser));
            case FP64 -> elements.putDouble(number(parser));
            case BYTES -> text(parser);
            case FP16, BF16 -> throw new IllegalStateException(datatype + " was refused before");
        }
        count++;
    }

    private int bool(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            default -> throw unexpected(parser, "true or false");
        };
    }

    private long integer(JsonParser parser, long least, long greatest) throws IOException {
        requireInteger(parser);
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            var value = parser.getLongValue();
            if (value >= least && value <= greatest) {
                return value;
            }
        }
        throw unexpected(parser, least + " to " + greatest);
    }

    private long unsigned(JsonParser parser) throws IOException {
        requireInteger(parser);
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            var value = parser.getLongValue();
            if (value >= 0) {
                return value;
            }
        } else {
            var value = parser.getBigIntegerValue();
            if (value.signum() >= 0 && value.compareTo(UNSIGNED_END) < 0) {
                return value.longValue();
            }
        }
        throw unexpected(parser, "0 to " + UNSIGNED_END.subtract(BigInteger.ONE));
    }

    private void requireInteger(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            throw unexpected(parser, "an integer");
        }
    }

    private float single(JsonParser parser) throws IOException {
        if (!isNumber(parser)) {
            return (float) notFinite(parser);
        }
        var value = parser.getFloatValue();
        if (Float.isInfinite(value)) {
            throw unexpected(parser, "at most 3.4028235e38");
        }
        return value;
    }

    private double number(JsonParser parser) throws IOException {
        if (!isNumber(parser)) {
            return notFinite(parser);
        }
        var value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw unexpected(parser, "at most 1.7976931348623157e308");
        }
        return value;
    }

    private static boolean isNumber(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT) || parser.hasToken(JsonToken.VALUE_NUMBER_INT);
    }

    private double notFinite(JsonParser parser) throws IOException {
        var text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : "";
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw unexpected(parser, "a number");
        };
    }

    private void text(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw unexpected(parser, "a string");
        }
        if (!elements.putText(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
            throw new MalformedTensorException(tensor + "[" + count + "]", "half of a surrogate pair came");
        }
    }

    private MalformedTensorException unexpected(JsonParser parser, String expected) throws IOException {
        return new MalformedTensorException(
                tensor + "[" + count + "]", came(parser) + " came, " + expected + " is expected for " + datatype);
    }

    /** The value that {@code parser} stands at, in a few words. */
    static String came(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> "a string";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case null -> "nothing";
            default ->
                parser.getText().length() <= SHOWN
                        ? parser.getText()
                        : parser.getText().substring(0, SHOWN) + "…";
        };
    }
}

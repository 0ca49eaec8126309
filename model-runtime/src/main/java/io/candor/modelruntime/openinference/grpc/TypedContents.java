package io.candor.modelruntime.openinference.grpc;

import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.inference.v2.InferTensorContents;
import io.candor.platform.inference.v2.ModelInferRequest.InferInputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a tensor from the field for its datatype (Open Inference Protocol v2, gRPC, "InferTensorContents"). */
final class TypedContents {
    private final InferInputTensor input;
    private final Datatype datatype;
    private final InferTensorContents contents;
    private final int elements;

    private TypedContents(InferInputTensor input, Datatype datatype) {
        this.input = input;
        this.datatype = datatype;
        this.contents = input.getContents();
        this.elements = Tensor.elements(input.getName(), input.getShapeList());
    }

    /** @throws MalformedTensorException when the field does not hold what the shape says, or not what the datatype can be */
    static Tensor tensor(InferInputTensor input, Datatype datatype) {
        var typed = new TypedContents(input, datatype);
        return new Tensor(input.getName(), datatype, input.getShapeList(), typed.data());
    }

    private ByteBuffer data() {
        return switch (datatype) {
            case BOOL -> bools();
            case UINT8 -> unsigned(0xFFL);
            case UINT16 -> unsigned(0xFFFFL);
            case UINT32 -> unsigned(0xFFFFFFFFL);
            case UINT64 -> unsignedLongs();
            case INT8 -> integers(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> integers(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> longs();
            case FP32 -> floats();
            case FP64 -> doubles();
            case BYTES -> strings();
            case FP16, BF16 ->
                throw new MalformedTensorException(
                        input.getName(), datatype + " has no typed contents; send it in raw_input_contents");
        };
    }

    private ByteBuffer bools() {
        var data = allocate("bool_contents", contents.getBoolContentsCount());
        for (var i = 0; i < elements; i++) {
            data.put((byte) (contents.getBoolContents(i) ? 1 : 0));
        }
        return data.flip();
    }

    private ByteBuffer unsigned(long greatest) {
        var data = allocate("uint_contents", contents.getUintContentsCount());
        for (var i = 0; i < elements; i++) {
            put(data, i, Integer.toUnsignedLong(contents.getUintContents(i)), 0, greatest);
        }
        return data.flip();
    }

    private ByteBuffer integers(long least, long greatest) {
        var data = allocate("int_contents", contents.getIntContentsCount());
        for (var i = 0; i < elements; i++) {
            put(data, i, contents.getIntContents(i), least, greatest);
        }
        return data.flip();
    }

    private void put(ByteBuffer data, int index, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new MalformedTensorException(
                    input.getName() + "[" + index + "]",
                    value + " came, " + least + " to " + greatest + " is expected for " + datatype);
        }
        switch (datatype.size()) {
            case Byte.BYTES -> data.put((byte) value);
            case Short.BYTES -> data.putShort((short) value);
            default -> data.putInt((int) value);
        }
    }

    private ByteBuffer unsignedLongs() {
        var data = allocate("uint64_contents", contents.getUint64ContentsCount());
        for (var i = 0; i < elements; i++) {
            data.putLong(contents.getUint64Contents(i));
        }
        return data.flip();
    }

    private ByteBuffer longs() {
        var data = allocate("int64_contents", contents.getInt64ContentsCount());
        for (var i = 0; i < elements; i++) {
            data.putLong(contents.getInt64Contents(i));
        }
        return data.flip();
    }

    private ByteBuffer floats() {
        var data = allocate("fp32_contents", contents.getFp32ContentsCount());
        for (var i = 0; i < elements; i++) {
            data.putFloat(contents.getFp32Contents(i));
        }
        return data.flip();
    }

    private ByteBuffer doubles() {
        var data = allocate("fp64_contents", contents.getFp64ContentsCount());
        for (var i = 0; i < elements; i++) {
            data.putDouble(contents.getFp64Contents(i));
        }
        return data.flip();
    }

    private ByteBuffer strings() {
        requireElements("bytes_contents", contents.getBytesContentsCount());
        var size = 0L;
        for (var string : contents.getBytesContentsList()) {
            size += Integer.BYTES + string.size();
        }
        var data = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        for (var string : contents.getBytesContentsList()) {
            data.putInt(string.size());
            string.copyTo(data);
        }
        return data.flip();
    }

    private ByteBuffer allocate(String field, int came) {
        requireElements(field, came);
        return ByteBuffer.allocate(elements * datatype.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void requireElements(String field, int came) {
        if (came != elements) {
            throw new MalformedTensorException(
                    input.getName(),
                    came + " values came in " + field + ", " + elements + " are expected for the shape "
                            + input.getShapeList());
        }
    }
}

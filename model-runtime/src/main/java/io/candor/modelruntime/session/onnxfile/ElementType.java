package io.candor.modelruntime.session.onnxfile;

import java.util.Arrays;
import java.util.Optional;

/** What a tensor in a file is made of (onnx.proto, {@code TensorProto.DataType}), and the field that lists its values. */
enum ElementType {
    FLOAT(1, 32, Values.FLOAT),
    UINT8(2, 8, Values.INT32),
    INT8(3, 8, Values.INT32),
    UINT16(4, 16, Values.INT32),
    INT16(5, 16, Values.INT32),
    INT32(6, 32, Values.INT32),
    INT64(7, 64, Values.INT64),
    STRING(8, 0, Values.STRING),
    BOOL(9, 8, Values.INT32),
    FLOAT16(10, 16, Values.INT32),
    DOUBLE(11, 64, Values.DOUBLE),
    UINT32(12, 32, Values.UINT64),
    UINT64(13, 64, Values.UINT64),
    COMPLEX64(14, 64, Values.FLOAT),
    COMPLEX128(15, 128, Values.DOUBLE),
    BFLOAT16(16, 16, Values.INT32),
    FLOAT8E4M3FN(17, 8, Values.INT32),
    FLOAT8E4M3FNUZ(18, 8, Values.INT32),
    FLOAT8E5M2(19, 8, Values.INT32),
    FLOAT8E5M2FNUZ(20, 8, Values.INT32),
    UINT4(21, 4, Values.INT32),
    INT4(22, 4, Values.INT32),
    FLOAT4E2M1(23, 4, Values.INT32),
    FLOAT8E8M0(24, 8, Values.INT32),
    UINT2(25, 2, Values.INT32),
    INT2(26, 2, Values.INT32);

    /** The fields of {@code TensorProto} that list values, beside {@code raw_data}. */
    enum Values {
        FLOAT,
        INT32,
        STRING,
        INT64,
        DOUBLE,
        UINT64
    }

    private final int number;
    private final int bits;
    private final Values listedAs;

    ElementType(int number, int bits, Values listedAs) {
        this.number = number;
        this.bits = bits;
        this.listedAs = listedAs;
    }

    static Optional<ElementType> find(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    Values listedAs() {
        return listedAs;
    }

    /** The bytes of {@code elements} of them in {@code raw_data}; those smaller than a byte are packed. */
    long bytes(long elements) {
        return bits < 8 ? Math.ceilDiv(elements, 8 / bits) : Math.multiplyExact(elements, bits / 8);
    }

    /** How many entries {@code elements} of them make in the list of values. */
    long entries(long elements) {
        return switch (this) {
            case COMPLEX64, COMPLEX128 -> Math.multiplyExact(elements, 2);
            case UINT4, INT4, FLOAT4E2M1, UINT2, INT2 -> bytes(elements);
            default -> elements;
        };
    }
}

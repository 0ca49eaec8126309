package io.candor.modelruntime.tensor;

import java.util.Arrays;
import java.util.Optional;

/** What a tensor is made of (Open Inference Protocol v2, "Tensor Data Types"). */
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    FP32(4),
    FP64(8),
    /** Texts or other strings of bytes, each with its own length. */
    BYTES(0),
    BF16(2);

    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    /** The bytes of an element; 0 for {@link #BYTES}, whose elements differ. */
    public int size() {
        return size;
    }

    /** The datatype that the protocol writes as {@code name}. */
    public static Optional<Datatype> find(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}

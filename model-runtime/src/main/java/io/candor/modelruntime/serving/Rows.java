package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Puts vectors together. */
final class Rows {
    private Rows() {}

    /** The FP32 tensor whose rows are {@code vectors}, which are of equal length. */
    static Tensor tensor(String name, List<float[]> vectors) {
        var width = vectors.getFirst().length;
        var data = ByteBuffer.allocate(vectors.size() * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        var floats = data.asFloatBuffer();
        vectors.forEach(floats::put);
        return new Tensor(name, Datatype.FP32, List.of((long) vectors.size(), (long) width), data);
    }
}

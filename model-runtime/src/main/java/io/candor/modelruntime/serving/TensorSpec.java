package io.candor.modelruntime.serving;

import java.util.ArrayList;
import java.util.List;

/**
 * An input or output of a model, as its metadata tells it.
 *
 * @param datatype in the words of the Open Inference Protocol
 * @param shape -1 where a dimension varies
 */
public record TensorSpec(String name, String datatype, List<Long> shape) {
    static final TensorSpec TEXT = texts("text");

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    static TensorSpec texts(String name) {
        return new TensorSpec(name, "BYTES", List.of(-1L));
    }

    /** An FP32 output with one row for each text. */
    static TensorSpec floats(String name, List<Long> rowShape) {
        var shape = new ArrayList<>(rowShape);
        shape.addFirst(-1L);
        return new TensorSpec(name, "FP32", shape);
    }
}

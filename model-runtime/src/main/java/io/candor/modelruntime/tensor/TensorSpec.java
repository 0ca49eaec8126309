package io.candor.modelruntime.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model says about one of its inputs or outputs.
 *
 * @param shape the length of each dimension; -1 where it varies
 */
public record TensorSpec(String name, Datatype datatype, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** Any number of texts. */
    public static TensorSpec texts(String name) {
        return new TensorSpec(name, Datatype.BYTES, List.of(-1L));
    }

    /** Rows of {@link Datatype#FP32}, each of the shape {@code row}. */
    public static TensorSpec floats(String name, List<Long> row) {
        var shape = new ArrayList<>(row);
        shape.addFirst(-1L);
        return new TensorSpec(name, Datatype.FP32, shape);
    }

    /** Whether a tensor of the shape {@code actual} fits. */
    public boolean admits(List<Long> actual) {
        if (actual.size() != shape.size()) {
            return false;
        }
        for (var i = 0; i < actual.size(); i++) {
            if (shape.get(i) >= 0 && !shape.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }
}

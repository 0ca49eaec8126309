package io.candor.platform.inference;

import java.util.List;

/** A tensor of the Open Inference Protocol, row-major. */
public sealed interface Tensor {
    /** The length of each dimension. */
    List<Long> shape();

    /** FP32 values. */
    record Floats(List<Long> shape, float[] values) implements Tensor {
        public Floats {
            shape = List.copyOf(shape);
        }

        /** Row {@code index} of a tensor of two dimensions. */
        public float[] row(int index) {
            var width = Math.toIntExact(shape.get(1));
            return java.util.Arrays.copyOfRange(values, index * width, (index + 1) * width);
        }
    }

    /** BYTES values that hold UTF-8 text. */
    record Texts(List<Long> shape, List<String> values) implements Tensor {
        public Texts {
            shape = List.copyOf(shape);
            values = List.copyOf(values);
        }
    }
}

package io.candor.modelruntime.serving;

import java.util.List;

/**
 * An input as it came over the wire.
 *
 * @param texts the values, decoded when the datatype is BYTES, else empty
 */
public record InputTensor(String name, String datatype, List<Long> shape, List<String> texts) {
    public InputTensor {
        shape = List.copyOf(shape);
        texts = List.copyOf(texts);
    }
}

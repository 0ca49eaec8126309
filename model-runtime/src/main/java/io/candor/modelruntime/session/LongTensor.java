package io.candor.modelruntime.session;

import java.util.List;

/** INT64 values, row-major. */
public record LongTensor(List<Long> shape, long[] values) {
    public LongTensor {
        shape = List.copyOf(shape);
    }
}

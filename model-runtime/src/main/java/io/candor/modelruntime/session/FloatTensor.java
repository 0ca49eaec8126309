package io.candor.modelruntime.session;

import java.util.List;

/** FP32 values, row-major. */
public record FloatTensor(List<Long> shape, float[] values) {
    public FloatTensor {
        shape = List.copyOf(shape);
    }

    /** A matrix of rows of equal length. */
    public static FloatTensor of(float[][] rows) {
        var width = rows[0].length;
        var values = new float[rows.length * width];
        for (var row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * width, width);
        }
        return new FloatTensor(List.of((long) rows.length, (long) width), values);
    }
}

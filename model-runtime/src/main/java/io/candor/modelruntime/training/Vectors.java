package io.candor.modelruntime.training;

/** The few vector operations that training needs, written so that the JIT turns them into SIMD loops. */
final class Vectors {
    private Vectors() {}

    static float dot(float[] a, float[] b) {
        // Four independent sums: a single one would chain every addition to the last.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Adds {@code scale * x} to {@code target}. */
    static void addScaled(float[] target, float scale, float[] x) {
        for (int i = 0; i < target.length; i++) {
            target[i] += scale * x[i];
        }
    }

    static float[] normalized(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += (double) v * v;
        }
        var length = (float) Math.max(Math.sqrt(squares), 1e-12);
        var result = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            result[i] = vector[i] / length;
        }
        return result;
    }

    static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}

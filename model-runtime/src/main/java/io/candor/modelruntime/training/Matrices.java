package io.candor.modelruntime.training;

/** The matrix products of back-propagation on rows of floats, unrolled so that four rows are added per pass. */
final class Matrices {
    private Matrices() {}

    /** {@code c += a * b}. */
    static void multiplyAdd(float[][] c, float[][] a, float[][] b) {
        for (int r = 0; r < c.length; r++) {
            var x = a[r];
            int k = 0;
            for (; k + 3 < x.length; k += 4) {
                addFour(c[r], x[k], b[k], x[k + 1], b[k + 1], x[k + 2], b[k + 2], x[k + 3], b[k + 3]);
            }
            for (; k < x.length; k++) {
                Vectors.addScaled(c[r], x[k], b[k]);
            }
        }
    }

    static float[][] transposed(float[][] a) {
        var t = new float[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < t.length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static void addFour(
            float[] c, float s0, float[] x0, float s1, float[] x1, float s2, float[] x2, float s3, float[] x3) {
        for (int j = 0; j < c.length; j++) {
            c[j] += s0 * x0[j] + s1 * x1[j] + s2 * x2[j] + s3 * x3[j];
        }
    }
}

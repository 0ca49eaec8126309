package io.candor.modelruntime.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** A measured value with its 95 % interval. */
record Figure(String name, double value, double low, double high) {
    private static final int RESAMPLES = 1000;
    private static final long SEED = 2026;

    /** Measures all rows, and takes the interval from 1,000 bootstrap resamples of them (percentile method). */
    static Figure measured(String name, int rows, ToDoubleFunction<int[]> measure) {
        return measured(name, rows, 0, (picked, none) -> measure.applyAsDouble(picked));
    }

    /** The same over two groups, each resampled within itself. */
    static Figure measured(String name, int first, int second, Measure measure) {
        var random = new SplittableRandom(SEED);
        double value = measure.of(Metrics.rows(first, i -> i), Metrics.rows(second, i -> i));
        var resampled = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            resampled[i] = measure.of(
                    Metrics.rows(first, row -> random.nextInt(first)),
                    Metrics.rows(second, row -> random.nextInt(second)));
        }
        Arrays.sort(resampled);
        return new Figure(name, value, resampled[(int) (RESAMPLES * 0.025)], resampled[(int) (RESAMPLES * 0.975) - 1]);
    }

    /** A measure over the picked rows of two groups. */
    interface Measure {
        double of(int[] first, int[] second);
    }

    /** As a line of a Markdown table, in per cent. */
    String row() {
        return String.format(Locale.ROOT, "| %s | %.2f | %.2f – %.2f |", name, 100 * value, 100 * low, 100 * high);
    }
}

package io.candor.modelruntime.training;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The measures that model cards report; {@code rows} arguments pick (resampled) test items. */
final class Metrics {
    private static final int BINS = 15;

    private Metrics() {}

    static double share(int[] rows, IntPredicate holds) {
        return Arrays.stream(rows).filter(holds).count() / (double) rows.length;
    }

    static double f1(float[][] probabilities, float[][] targets, int label, float threshold) {
        int truePositive = 0;
        int wrong = 0;
        for (int i = 0; i < targets.length; i++) {
            boolean said = probabilities[i][label] >= threshold;
            boolean is = targets[i][label] > 0;
            if (said && is) {
                truePositive++;
            } else if (said || is) {
                wrong++;
            }
        }
        return truePositive == 0 ? 0 : 2.0 * truePositive / (2.0 * truePositive + wrong);
    }

    /** The unweighted mean of the labels' F1. */
    static double macroF1(float[][] probabilities, float[][] targets, float[] thresholds) {
        double sum = 0;
        for (int label = 0; label < thresholds.length; label++) {
            sum += f1(probabilities, targets, label, thresholds[label]);
        }
        return sum / thresholds.length;
    }

    /** Expected calibration error over 15 equal bins: how far stated confidence is from the observed share. */
    static double calibrationError(float[] confidence, IntPredicate correct, int[] rows) {
        var stated = new double[BINS];
        var observed = new double[BINS];
        for (int row : rows) {
            int bin = Math.min(BINS - 1, (int) (confidence[row] * BINS));
            stated[bin] += confidence[row];
            observed[bin] += correct.test(row) ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(stated[bin] - observed[bin]);
        }
        return error / rows.length;
    }

    /** Area under the ROC curve: how often a positive scores above a negative, ties counting half. */
    static double areaUnderCurve(float[] positives, float[] negatives) {
        var sorted = negatives.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (float score : positives) {
            int below = firstAtLeast(sorted, score);
            int upTo = firstAtLeast(sorted, Math.nextUp(score));
            wins += below + (upTo - below) / 2.0;
        }
        return wins / ((double) positives.length * negatives.length);
    }

    private static int firstAtLeast(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static float[] gathered(float[] values, int[] rows) {
        var result = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            result[i] = values[rows[i]];
        }
        return result;
    }

    static int[] rows(int count, IntUnaryOperator row) {
        var rows = new int[count];
        Arrays.setAll(rows, row);
        return rows;
    }
}

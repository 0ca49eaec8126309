package io.candor.modelruntime.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Chooses decision thresholds on validation. */
final class Thresholds {
    private Thresholds() {}

    /**
     * The lowest out-of-scope threshold, that is the highest out-of-scope recall, at which in-scope accuracy stays at or
     * above the given one; an in-scope text at or over the threshold counts as wrong.
     */
    static float outOfScope(float[] scores, boolean[] correct, double accuracy) {
        var ofCorrect = new float
                [(int) IntStream.range(0, correct.length)
                        .filter(i -> correct[i])
                        .count()];
        int next = 0;
        for (int i = 0; i < correct.length; i++) {
            if (correct[i]) {
                ofCorrect[next++] = scores[i];
            }
        }
        Arrays.sort(ofCorrect);
        int kept = (int) Math.ceil(accuracy * correct.length);
        if (kept > ofCorrect.length) {
            throw new IllegalArgumentException(
                    "Only " + ofCorrect.length + " of " + correct.length + " are correct, fewer than asked for");
        }
        return Math.nextUp(ofCorrect[kept - 1]);
    }

    /** For each label the threshold with the best F1; ties go to the lower one. */
    static float[] perLabel(float[][] probabilities, float[][] targets) {
        var thresholds = new float[targets[0].length];
        for (int label = 0; label < thresholds.length; label++) {
            double best = -1;
            for (int percent = 2; percent <= 90; percent++) {
                double f1 = Metrics.f1(probabilities, targets, label, percent / 100f);
                if (f1 > best) {
                    best = f1;
                    thresholds[label] = percent / 100f;
                }
            }
        }
        return thresholds;
    }
}

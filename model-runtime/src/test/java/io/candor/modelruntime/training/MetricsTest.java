package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void f1IsTheHarmonicMeanOfPrecisionAndRecall() {
        var probabilities = new float[][] {{0.9f}, {0.8f}, {0.7f}, {0.2f}};
        var targets = new float[][] {{1}, {0}, {1}, {1}};

        // Two of three said are right, two of three that are were said.
        assertThat(Metrics.f1(probabilities, targets, 0, 0.5f)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(Metrics.f1(probabilities, targets, 0, 0.95f)).isZero();
    }

    @Test
    void macroF1WeighsEveryLabelTheSame() {
        var probabilities = new float[][] {{0.9f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.1f}};
        var targets = new float[][] {{1, 0}, {1, 0}, {1, 1}};

        assertThat(Metrics.macroF1(probabilities, targets, new float[] {0.5f, 0.5f}))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void calibrationErrorIsTheGapBetweenStatedAndObserved() {
        var confidence = new float[] {0.9f, 0.9f, 0.9f, 0.9f};

        assertThat(Metrics.calibrationError(confidence, row -> row < 2, new int[] {0, 1, 2, 3}))
                .isCloseTo(0.4, within(1e-6));
    }

    @Test
    void areaUnderCurveCountsTiesHalf() {
        assertThat(Metrics.areaUnderCurve(new float[] {3, 1}, new float[] {1, 0}))
                .isCloseTo(0.875, within(1e-9));
    }

    @Test
    void outOfScopeThresholdIsTheLowestThatKeepsTheAccuracy() {
        var scores = new float[] {0.1f, 0.2f, 0.3f, 0.9f};
        var correct = new boolean[] {true, true, true, false};

        var threshold = Thresholds.outOfScope(scores, correct, 0.5);

        assertThat(threshold).isGreaterThan(0.2f).isLessThan(0.3f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thresholds.outOfScope(scores, correct, 0.9))
                .withMessage("Only 3 of 4 are correct, fewer than asked for");
    }

    @Test
    void labelThresholdSeparatesYesFromNo() {
        var probabilities = new float[][] {{0.1f, 0.5f}, {0.2f, 0.6f}, {0.3f, 0.8f}};
        var targets = new float[][] {{0, 0}, {0, 0}, {1, 1}};

        var thresholds = Thresholds.perLabel(probabilities, targets);

        assertThat(thresholds[0]).isGreaterThan(0.2f).isLessThanOrEqualTo(0.3f);
        assertThat(thresholds[1]).isGreaterThan(0.6f).isLessThanOrEqualTo(0.8f);
    }

    @Test
    void temperatureUndoesOverconfidence() {
        var random = new SplittableRandom(1);
        var logits = new float[4000][];
        var targets = new float[4000][2];
        for (int i = 0; i < logits.length; i++) {
            float logit = (float) random.nextGaussian();
            boolean first = random.nextDouble() < 1 / (1 + Math.exp(-2 * logit));
            targets[i][first ? 0 : 1] = 1;
            logits[i] = new float[] {3 * logit, -3 * logit};
        }

        assertThat(Calibration.temperature(logits, targets, Objective.ONE_OF_MANY))
                .isCloseTo(3, within(0.3));
    }

    @Test
    void intervalHoldsTheMeasuredShare() {
        var figure = Figure.measured("share", 1000, rows -> Metrics.share(rows, row -> row % 4 == 0));

        assertThat(figure.value()).isEqualTo(0.25);
        assertThat(figure.low()).isCloseTo(0.223, within(0.01));
        assertThat(figure.high()).isCloseTo(0.277, within(0.01));
        assertThat(figure.row()).startsWith("| share | 25.00 | 2");
    }
}

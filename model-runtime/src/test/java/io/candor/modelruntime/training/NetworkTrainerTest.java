package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTrainerTest {
    private static final TrainingSettings LINEAR = new TrainingSettings(0, 0, 0, 30, 30, 16, 0.05f, 0, 1, 1);
    private static final TrainingSettings HIDDEN = new TrainingSettings(32, 0.1f, 0.05f, 60, 60, 16, 0.01f, 0, 2, 1);

    @Test
    void linearModelLearnsSeparableClasses() {
        var network = new NetworkTrainer(LINEAR, Objective.ONE_OF_MANY).fit(clusters(1), clusters(2));

        assertThat(accuracy(network, clusters(3))).isGreaterThan(0.98);
    }

    @Test
    void hiddenLayerLearnsWhatNoLinearModelCan() {
        var linear = new NetworkTrainer(LINEAR, Objective.ONE_OF_MANY).fit(exclusiveOr(1), exclusiveOr(2));
        var hidden = new NetworkTrainer(HIDDEN, Objective.ONE_OF_MANY).fit(exclusiveOr(1), exclusiveOr(2));

        assertThat(accuracy(linear, exclusiveOr(3))).isLessThan(0.75);
        assertThat(accuracy(hidden, exclusiveOr(3))).isGreaterThan(0.95);
    }

    @Test
    void sigmoidModelLearnsEachLabelByItself() {
        var random = new SplittableRandom(5);
        var inputs = new float[400][3];
        var targets = new float[400][2];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new float[] {signed(random), signed(random), signed(random)};
            targets[i] = new float[] {inputs[i][0] > 0 ? 1 : 0, inputs[i][1] > 0 ? 1 : 0};
        }
        var examples = new Examples(inputs, targets);

        var network = new NetworkTrainer(LINEAR, Objective.YES_OR_NO_EACH).fit(examples, examples);

        var both = Objective.YES_OR_NO_EACH.probabilities(network.logits(new float[] {0.9f, 0.9f, 0}));
        var neither = Objective.YES_OR_NO_EACH.probabilities(network.logits(new float[] {-0.9f, -0.9f, 0}));
        assertThat(both[0]).isGreaterThan(0.9f);
        assertThat(both[1]).isGreaterThan(0.9f);
        assertThat(neither[0]).isLessThan(0.1f);
        assertThat(neither[1]).isLessThan(0.1f);
    }

    @Test
    void sameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        var first = new NetworkTrainer(HIDDEN, Objective.ONE_OF_MANY).fit(clusters(1), clusters(2));
        var second = new NetworkTrainer(HIDDEN, Objective.ONE_OF_MANY).fit(clusters(1), clusters(2));
        var other = new NetworkTrainer(HIDDEN.withSeed(99), Objective.ONE_OF_MANY).fit(clusters(1), clusters(2));

        var input = clusters(3).inputs()[0];
        assertThat(second.logits(input)).isEqualTo(first.logits(input));
        assertThat(other.logits(input)).isNotEqualTo(first.logits(input));
    }

    @Test
    void foldedNetworkGivesTheMeanOfItsMembers() {
        var single = new TrainingSettings(32, 0.1f, 0.05f, 5, 5, 16, 0.01f, 0, 1, 1);
        var first = new NetworkTrainer(single, Objective.ONE_OF_MANY).fit(clusters(1));
        var second = new NetworkTrainer(single.withSeed(2), Objective.ONE_OF_MANY).fit(clusters(1));
        var input = clusters(3).inputs()[0];

        var mean = Network.mean(List.of(first, second)).logits(input);

        for (int i = 0; i < mean.length; i++) {
            assertThat(mean[i]).isCloseTo((first.logits(input)[i] + second.logits(input)[i]) / 2, within(1e-5f));
        }
    }

    private static double accuracy(Network network, Examples examples) {
        var predictions = new Predictions(network, Objective.ONE_OF_MANY, examples);
        return Metrics.share(predictions.rows(), predictions::correct);
    }

    /** Three clusters around the axes of a four-dimensional space. */
    static Examples clusters(long seed) {
        var random = new SplittableRandom(seed);
        var inputs = new float[300][4];
        var targets = new float[300][3];
        for (int i = 0; i < inputs.length; i++) {
            for (int d = 0; d < 4; d++) {
                inputs[i][d] = (float) (0.2 * random.nextGaussian());
            }
            inputs[i][i % 3] += 1;
            targets[i][i % 3] = 1;
        }
        return new Examples(inputs, targets);
    }

    private static Examples exclusiveOr(long seed) {
        var random = new SplittableRandom(seed);
        var inputs = new float[400][];
        var targets = new float[400][2];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new float[] {signed(random), signed(random)};
            targets[i][inputs[i][0] * inputs[i][1] > 0 ? 1 : 0] = 1;
        }
        return new Examples(inputs, targets);
    }

    private static float signed(SplittableRandom random) {
        return (float) (random.nextDouble() * 2 - 1);
    }
}

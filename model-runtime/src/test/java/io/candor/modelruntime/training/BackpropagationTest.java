package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackpropagationTest {
    private static final float STEP = 1e-3f;

    @ParameterizedTest
    @EnumSource(Objective.class)
    void gradientIsTheSlopeOfTheLoss(Objective objective) {
        var random = new SplittableRandom(3);
        var network = new Network(List.of(layer(5, 7, random), layer(7, 3, random)));
        var inputs = new float[][] {row(5, random), row(5, random)};
        var targets = new float[][] {{1, 0, 0}, {0, 0.5f, 0.5f}};

        var gradients = new Backpropagation(network, objective, 0, random).gradients(inputs, targets);

        for (int l = 0; l < 2; l++) {
            var weights = network.layers().get(l).weights();
            for (int i = 0; i < weights.length; i++) {
                for (int o = 0; o < weights[i].length; o++) {
                    float kept = weights[i][o];
                    weights[i][o] = kept + STEP;
                    double above = loss(network, objective, inputs, targets);
                    weights[i][o] = kept - STEP;
                    double below = loss(network, objective, inputs, targets);
                    weights[i][o] = kept;
                    assertThat((double) gradients.get(l).weights()[i][o])
                            .isCloseTo((above - below) / (2 * STEP), within(2e-3));
                }
            }
        }
    }

    @Test
    void unrolledProductIsThePlainOne() {
        var random = new SplittableRandom(4);
        var a = new float[][] {row(6, random), row(6, random)};
        var b = new float[6][];
        for (int k = 0; k < 6; k++) {
            b[k] = row(3, random);
        }
        var product = new float[2][3];

        Matrices.multiplyAdd(product, a, b);

        for (int r = 0; r < 2; r++) {
            for (int c = 0; c < 3; c++) {
                float sum = 0;
                for (int k = 0; k < 6; k++) {
                    sum += a[r][k] * b[k][c];
                }
                assertThat(product[r][c]).isCloseTo(sum, within(1e-5f));
            }
        }
    }

    private static double loss(Network network, Objective objective, float[][] inputs, float[][] targets) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += objective.loss(objective.probabilities(network.logits(inputs[i])), targets[i]);
        }
        return sum / inputs.length;
    }

    private static Network.Layer layer(int inputs, int outputs, SplittableRandom random) {
        var weights = new float[inputs][];
        for (int i = 0; i < inputs; i++) {
            weights[i] = row(outputs, random);
        }
        return new Network.Layer(weights, row(outputs, random));
    }

    private static float[] row(int size, SplittableRandom random) {
        var row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }
}

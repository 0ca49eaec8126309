package io.candor.modelruntime.training;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks"), fitted on validation. */
final class Calibration {
    private static final int STEPS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Calibration() {}

    /** The temperature that makes the validation targets most likely. */
    static double temperature(float[][] logits, float[][] targets, Objective objective) {
        DoubleUnaryOperator loss = logTemperature -> {
            var scale = (float) Math.exp(-logTemperature);
            return IntStream.range(0, logits.length)
                    .mapToDouble(i -> objective.loss(objective.probabilities(scaled(logits[i], scale)), targets[i]))
                    .sum();
        };
        return Math.exp(minimum(loss, Math.log(0.05), Math.log(20)));
    }

    /** The network with the temperature folded into its last layer. */
    static Network applied(Network network, double temperature) {
        var scale = new float[network.outputs()];
        Arrays.fill(scale, (float) (1 / temperature));
        return network.rescaled(scale, new float[network.outputs()]);
    }

    private static float[] scaled(float[] logits, float scale) {
        var result = new float[logits.length];
        Vectors.addScaled(result, scale, logits);
        return result;
    }

    private static double minimum(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < STEPS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (function.applyAsDouble(left) < function.applyAsDouble(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }
}

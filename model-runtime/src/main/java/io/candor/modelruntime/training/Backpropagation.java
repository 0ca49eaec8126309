package io.candor.modelruntime.training;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The gradients of a network's mean loss over one mini-batch, with inverted dropout on hidden units. */
final class Backpropagation {
    private final Network network;
    private final Objective objective;
    private final float dropout;
    private final RandomGenerator random;

    Backpropagation(Network network, Objective objective, float dropout, RandomGenerator random) {
        this.network = network;
        this.objective = objective;
        this.dropout = dropout;
        this.random = random;
    }

    /** One layer of gradients per layer of the network. */
    List<Network.Layer> gradients(float[][] inputs, float[][] targets) {
        var layers = network.layers();
        var activations = new ArrayList<float[][]>();
        var h = inputs;
        for (int l = 0; l < layers.size(); l++) {
            activations.add(h);
            h = forward(layers.get(l), h);
            if (l < layers.size() - 1) {
                rectifyAndDrop(h);
            }
        }
        var gradient = outputGradient(h, targets);
        var result = new ArrayList<Network.Layer>();
        for (int l = layers.size() - 1; l >= 0; l--) {
            result.addFirst(layerGradient(activations.get(l), gradient));
            if (l > 0) {
                gradient = inputGradient(layers.get(l), activations.get(l), gradient);
            }
        }
        return result;
    }

    private static float[][] forward(Network.Layer layer, float[][] inputs) {
        var outputs = new float[inputs.length][];
        for (int r = 0; r < inputs.length; r++) {
            outputs[r] = layer.bias().clone();
        }
        Matrices.multiplyAdd(outputs, inputs, layer.weights());
        return outputs;
    }

    private void rectifyAndDrop(float[][] hidden) {
        float keep = 1 / (1 - dropout);
        for (var row : hidden) {
            for (int i = 0; i < row.length; i++) {
                row[i] = row[i] > 0 && (dropout == 0 || random.nextFloat() >= dropout) ? row[i] * keep : 0;
            }
        }
    }

    private float[][] outputGradient(float[][] logits, float[][] targets) {
        var gradient = new float[logits.length][];
        for (int r = 0; r < logits.length; r++) {
            gradient[r] = objective.probabilities(logits[r]);
            for (int i = 0; i < gradient[r].length; i++) {
                gradient[r][i] = (gradient[r][i] - targets[r][i]) / logits.length;
            }
        }
        return gradient;
    }

    private static Network.Layer layerGradient(float[][] inputs, float[][] gradient) {
        var weights = new float[inputs[0].length][gradient[0].length];
        Matrices.multiplyAdd(weights, Matrices.transposed(inputs), gradient);
        var bias = new float[gradient[0].length];
        for (var row : gradient) {
            Vectors.addScaled(bias, 1, row);
        }
        return new Network.Layer(weights, bias);
    }

    /** A unit that ReLU or dropout silenced is exactly zero, and passes nothing back. */
    private float[][] inputGradient(Network.Layer layer, float[][] activations, float[][] gradient) {
        var result = new float[gradient.length][layer.inputs()];
        Matrices.multiplyAdd(result, gradient, Matrices.transposed(layer.weights()));
        float keep = 1 / (1 - dropout);
        for (int r = 0; r < result.length; r++) {
            for (int i = 0; i < result[r].length; i++) {
                result[r][i] = activations[r][i] > 0 ? result[r][i] * keep : 0;
            }
        }
        return result;
    }
}

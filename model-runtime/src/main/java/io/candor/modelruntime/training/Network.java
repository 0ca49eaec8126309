package io.candor.modelruntime.training;

import java.util.List;
import java.util.stream.IntStream;

/** A feed-forward network with ReLU between its layers; its output is raw (logits). */
record Network(List<Layer> layers) {
    Network {
        layers = List.copyOf(layers);
    }

    /** One affine layer; {@code weights[i]} is the row that input {@code i} contributes. */
    record Layer(float[][] weights, float[] bias) {
        int inputs() {
            return weights.length;
        }

        int outputs() {
            return bias.length;
        }

        Layer copy() {
            return new Layer(
                    IntStream.range(0, weights.length)
                            .mapToObj(i -> weights[i].clone())
                            .toArray(float[][]::new),
                    bias.clone());
        }

        float[] apply(float[] x) {
            var y = bias.clone();
            for (int i = 0; i < x.length; i++) {
                if (x[i] != 0) {
                    Vectors.addScaled(y, x[i], weights[i]);
                }
            }
            return y;
        }

        /** The same layer with every output multiplied by its factor: {@code y[o] * scale[o] + shift[o]}. */
        Layer rescaled(float[] scale, float[] shift) {
            var result = copy();
            for (var row : result.weights) {
                for (int o = 0; o < row.length; o++) {
                    row[o] *= scale[o];
                }
            }
            for (int o = 0; o < scale.length; o++) {
                result.bias[o] = result.bias[o] * scale[o] + shift[o];
            }
            return result;
        }
    }

    int inputs() {
        return layers.getFirst().inputs();
    }

    int outputs() {
        return layers.getLast().outputs();
    }

    Network copy() {
        return new Network(layers.stream().map(Layer::copy).toList());
    }

    float[] logits(float[] x) {
        var h = layers.getFirst().apply(x);
        for (var layer : layers.subList(1, layers.size())) {
            for (int i = 0; i < h.length; i++) {
                h[i] = Math.max(h[i], 0);
            }
            h = layer.apply(h);
        }
        return h;
    }

    float[][] logits(float[][] rows) {
        return IntStream.range(0, rows.length)
                .parallel()
                .mapToObj(i -> logits(rows[i]))
                .toArray(float[][]::new);
    }

    /** The network whose outputs are {@code logits * scale + shift}: how a calibration becomes part of the weights. */
    Network rescaled(float[] scale, float[] shift) {
        var last = layers.getLast().rescaled(scale, shift);
        return new Network(IntStream.range(0, layers.size())
                .mapToObj(i -> i == layers.size() - 1 ? last : layers.get(i))
                .toList());
    }

    /**
     * One network whose logits are the mean of the members': hidden units side by side, outputs averaged. The members
     * must have exactly one hidden layer, so that nothing but the last layer mixes them.
     */
    static Network mean(List<Network> members) {
        if (members.size() == 1) {
            return members.getFirst();
        }
        if (members.stream().anyMatch(m -> m.layers.size() != 2)) {
            throw new IllegalArgumentException("Only networks with one hidden layer fold into one");
        }
        int inputs = members.getFirst().inputs();
        int outputs = members.getFirst().outputs();
        int hidden =
                members.stream().mapToInt(m -> m.layers.getFirst().outputs()).sum();
        var first = new Layer(new float[inputs][hidden], new float[hidden]);
        var second = new Layer(new float[hidden][outputs], new float[outputs]);
        int offset = 0;
        for (var member : members) {
            var in = member.layers.getFirst();
            var out = member.layers.getLast();
            for (int i = 0; i < inputs; i++) {
                System.arraycopy(in.weights[i], 0, first.weights[i], offset, in.outputs());
            }
            System.arraycopy(in.bias, 0, first.bias, offset, in.outputs());
            for (int h = 0; h < in.outputs(); h++) {
                Vectors.addScaled(second.weights[offset + h], 1f / members.size(), out.weights[h]);
            }
            Vectors.addScaled(second.bias, 1f / members.size(), out.bias);
            offset += in.outputs();
        }
        return new Network(List.of(first, second));
    }
}

package io.candor.modelruntime.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Fits networks by mini-batch Adam with a cosine schedule; the same seed gives the same weights. */
final class NetworkTrainer {
    private final TrainingSettings settings;
    private final Objective objective;

    NetworkTrainer(TrainingSettings settings, Objective objective) {
        this.settings = settings;
        this.objective = objective;
    }

    /** Trains every member, keeps each at its best epoch on validation, and folds them into one network. */
    Network fit(Examples train, Examples validation) {
        return fitMembers(train, network -> loss(network, validation));
    }

    /** Trains every member for all epochs: for a last fit once everything has been chosen. */
    Network fit(Examples train) {
        var epochs = new AtomicInteger();
        return fitMembers(train, network -> -epochs.incrementAndGet());
    }

    private Network fitMembers(Examples train, ToDoubleFunction<Network> criterion) {
        var members = LongStream.range(0, settings.members())
                .parallel()
                .mapToObj(member -> fitOne(train, criterion, settings.seed() + member))
                .toList();
        return Network.mean(members);
    }

    private Network fitOne(Examples train, ToDoubleFunction<Network> criterion, long seed) {
        var random = new SplittableRandom(seed);
        var network = initial(train.width(), train.labels(), random);
        var optimizers = network.layers().stream()
                .map(layer -> List.of(
                        new Adam(layer.weights(), settings.weightDecay()), new Adam(new float[][] {layer.bias()}, 0)))
                .toList();
        var smoothed = smoothed(train.targets());
        int batches = (train.size() + settings.batchSize() - 1) / settings.batchSize();
        var best = network.copy();
        double bestLoss = Double.POSITIVE_INFINITY;
        int worse = 0;
        for (int epoch = 0; epoch < settings.epochs() && worse <= settings.patience(); epoch++) {
            var order = Shuffle.order(train.size(), random);
            for (int batch = 0; batch < batches; batch++) {
                var rows = Arrays.copyOfRange(
                        order,
                        batch * settings.batchSize(),
                        Math.min(order.length, (batch + 1) * settings.batchSize()));
                double progress = (epoch * (double) batches + batch) / (settings.epochs() * (double) batches);
                var rate = (float) (settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * progress)));
                var gradients = new Backpropagation(network, objective, settings.dropout(), random)
                        .gradients(pick(train.inputs(), rows), pick(smoothed, rows));
                for (int l = 0; l < gradients.size(); l++) {
                    optimizers.get(l).get(0).step(gradients.get(l).weights(), rate);
                    optimizers
                            .get(l)
                            .get(1)
                            .step(new float[][] {gradients.get(l).bias()}, rate);
                }
            }
            double loss = criterion.applyAsDouble(network);
            if (loss < bestLoss) {
                bestLoss = loss;
                best = network.copy();
                worse = 0;
            } else {
                worse++;
            }
        }
        return best;
    }

    private Network initial(int inputs, int outputs, RandomGenerator random) {
        var layers = new ArrayList<Network.Layer>();
        int width = inputs;
        if (settings.hidden() > 0) {
            layers.add(layer(width, settings.hidden(), Math.sqrt(2.0 / width), random));
            width = settings.hidden();
        }
        layers.add(layer(width, outputs, Math.sqrt(1.0 / width), random));
        return new Network(layers);
    }

    private static Network.Layer layer(int inputs, int outputs, double deviation, RandomGenerator random) {
        var weights = new float[inputs][outputs];
        for (var row : weights) {
            for (int o = 0; o < outputs; o++) {
                row[o] = (float) (deviation * random.nextGaussian());
            }
        }
        return new Network.Layer(weights, new float[outputs]);
    }

    /** The early-stopping criterion compares with the smoothed targets that training follows. */
    private double loss(Network network, Examples examples) {
        var targets = smoothed(examples.targets());
        return IntStream.range(0, examples.size())
                .mapToDouble(
                        i -> objective.loss(objective.probabilities(network.logits(examples.inputs()[i])), targets[i]))
                .average()
                .orElse(0);
    }

    private float[][] smoothed(float[][] targets) {
        if (settings.labelSmoothing() == 0) {
            return targets;
        }
        return Arrays.stream(targets)
                .map(target -> {
                    var result = new float[target.length];
                    Arrays.fill(result, settings.labelSmoothing() / target.length);
                    Vectors.addScaled(result, 1 - settings.labelSmoothing(), target);
                    return result;
                })
                .toArray(float[][]::new);
    }

    private static float[][] pick(float[][] rows, int[] indices) {
        return Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(float[][]::new);
    }
}

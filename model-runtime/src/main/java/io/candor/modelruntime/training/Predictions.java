package io.candor.modelruntime.training;

import java.util.Arrays;

/** What a calibrated network says about a set of examples. */
record Predictions(Network network, Examples examples, float[][] probabilities) {
    Predictions(Network network, Objective objective, Examples examples) {
        this(
                network,
                examples,
                Arrays.stream(network.logits(examples.inputs()))
                        .map(objective::probabilities)
                        .toArray(float[][]::new));
    }

    int size() {
        return probabilities.length;
    }

    int[] rows() {
        return Metrics.rows(size(), i -> i);
    }

    /** Whether the most likely label is one of the row's labels. */
    boolean correct(int row) {
        return examples.targets()[row][Vectors.argMax(probabilities[row])] > 0;
    }

    boolean[] correct() {
        var correct = new boolean[size()];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = correct(i);
        }
        return correct;
    }

    float[] confidence() {
        var confidence = new float[size()];
        for (int i = 0; i < confidence.length; i++) {
            confidence[i] = probabilities[i][Vectors.argMax(probabilities[i])];
        }
        return confidence;
    }

    /** As the exported graph computes it: what the best class leaves over. */
    float[] outOfScopeScores() {
        var scores = confidence();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 - scores[i];
        }
        return scores;
    }

    /** The examples at the rows with their probabilities, for resampling. */
    Predictions at(int[] rows) {
        return new Predictions(
                network,
                new Examples(pick(examples.inputs(), rows), pick(examples.targets(), rows)),
                pick(probabilities, rows));
    }

    private static float[][] pick(float[][] values, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> values[row]).toArray(float[][]::new);
    }
}

package io.candor.modelruntime.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Vectors with their targets; a target holds one weight per label. */
record Examples(float[][] inputs, float[][] targets) {
    Examples {
        if (inputs.length != targets.length) {
            throw new IllegalArgumentException(inputs.length + " inputs but " + targets.length + " targets");
        }
    }

    /** Targets of weight 1 at each of a text's labels. */
    static Examples of(float[][] inputs, List<LabelledText> texts, int labels) {
        return new Examples(
                inputs, texts.stream().map(text -> text.target(labels)).toArray(float[][]::new));
    }

    int size() {
        return inputs.length;
    }

    int width() {
        return inputs[0].length;
    }

    int labels() {
        return targets[0].length;
    }

    Examples and(Examples more) {
        var allInputs = new ArrayList<>(Arrays.asList(inputs));
        allInputs.addAll(Arrays.asList(more.inputs));
        var allTargets = new ArrayList<>(Arrays.asList(targets));
        allTargets.addAll(Arrays.asList(more.targets));
        return new Examples(allInputs.toArray(float[][]::new), allTargets.toArray(float[][]::new));
    }

    /** Each target divided by its sum, so that a text with two labels counts as half of each. */
    Examples asDistributions() {
        var distributions = Arrays.stream(targets)
                .map(target -> {
                    float sum = 0;
                    for (float t : target) {
                        sum += t;
                    }
                    var result = new float[target.length];
                    Vectors.addScaled(result, 1 / sum, target);
                    return result;
                })
                .toArray(float[][]::new);
        return new Examples(inputs, distributions);
    }
}

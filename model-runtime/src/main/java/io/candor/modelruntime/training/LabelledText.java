package io.candor.modelruntime.training;

import java.util.List;

/** A text and the indices of its labels; no label means out of scope. */
record LabelledText(String text, List<Integer> labels) {
    LabelledText {
        labels = List.copyOf(labels);
    }

    float[] target(int count) {
        var target = new float[count];
        labels.forEach(label -> target[label] = 1);
        return target;
    }
}

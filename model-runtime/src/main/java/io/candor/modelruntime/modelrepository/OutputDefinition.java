package io.candor.modelruntime.modelrepository;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An FP32 output of a head.
 *
 * @param shape the dimensions after the batch
 * @param labels what each column means; empty for a score
 * @param threshold from which score on it is flagged, if there is one
 * @param thresholds from which score on each label holds; empty where only the best one does
 */
public record OutputDefinition(
        String name, List<Long> shape, List<String> labels, OptionalDouble threshold, List<Double> thresholds) {
    public OutputDefinition {
        shape = List.copyOf(shape);
        labels = List.copyOf(labels);
        thresholds = List.copyOf(thresholds);
    }
}

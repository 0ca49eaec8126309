package io.candor.modelruntime.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A head ready to ship: its calibration is folded into the network, its thresholds were chosen on validation, its figures
 * measured on test.
 *
 * @param outOfScopeThreshold score from which a text is flagged; empty where the head has no such score
 * @param labelThresholds one per label where several labels may hold at once; empty otherwise
 */
record TrainedHead(
        Recipe recipe,
        List<String> labels,
        Network network,
        OptionalDouble outOfScopeThreshold,
        List<Float> labelThresholds,
        double temperature,
        List<Figure> figures,
        List<Figure> labelFigures,
        SplitSizes sizes) {
    TrainedHead {
        labels = List.copyOf(labels);
        labelThresholds = List.copyOf(labelThresholds);
        figures = List.copyOf(figures);
        labelFigures = List.copyOf(labelFigures);
    }

    /** How many texts took part. */
    record SplitSizes(int train, int validation, int test) {}

    byte[] onnx() {
        return HeadGraph.write(
                recipe.name(), network, recipe.objective(), recipe.output(), outOfScopeThreshold.isPresent());
    }
}

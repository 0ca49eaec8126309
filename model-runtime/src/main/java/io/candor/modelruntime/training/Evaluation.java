package io.candor.modelruntime.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Measures a head on the test split, as its model card reports it. */
final class Evaluation {
    private final Recipe recipe;
    private final Corpus corpus;
    private final Network network;
    private final OptionalDouble outOfScope;
    private final float[] thresholds;

    Evaluation(Recipe recipe, Corpus corpus, Network network, OptionalDouble outOfScope, List<Float> thresholds) {
        this.recipe = recipe;
        this.corpus = corpus;
        this.network = network;
        this.outOfScope = outOfScope;
        this.thresholds = new float[thresholds.size()];
        for (int i = 0; i < this.thresholds.length; i++) {
            this.thresholds[i] = thresholds.get(i);
        }
    }

    List<Figure> figures(Predictions test, Function<List<LabelledText>, float[][]> encoder) {
        var figures = new ArrayList<Figure>();
        if (recipe.severalLabels()) {
            figures.add(Figure.measured("Macro F1 at the thresholds", test.size(), rows -> {
                var picked = test.at(rows);
                return Metrics.macroF1(picked.probabilities(), picked.examples().targets(), thresholds);
            }));
        }
        if (recipe.objective() == Objective.ONE_OF_MANY) {
            figures.add(Figure.measured(
                    recipe.severalLabels() ? "Most likely label is one of the text's" : "Accuracy",
                    test.size(),
                    rows -> Metrics.share(rows, test::correct)));
            var confidence = test.confidence();
            figures.add(Figure.measured(
                    "Expected calibration error (15 bins)",
                    test.size(),
                    rows -> Metrics.calibrationError(confidence, test::correct, rows)));
        } else {
            figures.add(Figure.measured("Expected calibration error, all labels (15 bins)", test.size(), rows -> {
                var picked = test.at(rows);
                return Metrics.calibrationError(
                        flat(picked.probabilities()),
                        row -> flatTarget(picked, row) > 0,
                        Metrics.rows(rows.length * thresholds.length, i -> i));
            }));
        }
        outOfScope.ifPresent(threshold -> figures.addAll(outOfScopeFigures(test, encoder, threshold)));
        return figures;
    }

    private List<Figure> outOfScopeFigures(
            Predictions test, Function<List<LabelledText>, float[][]> encoder, double threshold) {
        var figures = new ArrayList<Figure>();
        var inScope = test.outOfScopeScores();
        figures.add(Figure.measured(
                "In-scope accuracy at the threshold (a flagged text is wrong)",
                test.size(),
                rows -> Metrics.share(rows, row -> test.correct(row) && inScope[row] < threshold)));
        for (var group : corpus.outOfScope()) {
            var texts = group.texts().test();
            if (texts.isEmpty()) {
                continue;
            }
            var scores = new Predictions(
                            network,
                            recipe.objective(),
                            Examples.of(
                                    encoder.apply(texts), texts, corpus.labels().size()))
                    .outOfScopeScores();
            figures.add(Figure.measured(
                    "Recall: " + group.name(),
                    scores.length,
                    rows -> Metrics.share(rows, row -> scores[row] >= threshold)));
            figures.add(Figure.measured("Precision: " + group.name(), scores.length, inScope.length, (out, in) -> {
                double right = IntStream.of(out)
                        .filter(row -> scores[row] >= threshold)
                        .count();
                double wrong = IntStream.of(in)
                        .filter(row -> inScope[row] >= threshold)
                        .count();
                return right + wrong == 0 ? 0 : right / (right + wrong);
            }));
            figures.add(Figure.measured(
                    "Area under the ROC curve: " + group.name(),
                    scores.length,
                    inScope.length,
                    (out, in) -> Metrics.areaUnderCurve(Metrics.gathered(scores, out), Metrics.gathered(inScope, in))));
        }
        return figures;
    }

    /** F1 of each label, where a text may carry several. */
    List<Figure> labelFigures(Predictions test) {
        return IntStream.range(0, thresholds.length)
                .mapToObj(label -> Figure.measured(corpus.labels().get(label), test.size(), rows -> {
                    var picked = test.at(rows);
                    return Metrics.f1(picked.probabilities(), picked.examples().targets(), label, thresholds[label]);
                }))
                .toList();
    }

    private static float[] flat(float[][] rows) {
        int width = rows[0].length;
        var flat = new float[rows.length * width];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * width, width);
        }
        return flat;
    }

    private static float flatTarget(Predictions predictions, int index) {
        int width = predictions.examples().labels();
        return predictions.examples().targets()[index / width][index % width];
    }
}

package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Carries out a recipe: fit on train, choose on validation, measure once on test. */
final class HeadTrainer {
    /** Out-of-scope training texts are few beside those in scope; each is seen this often per epoch. */
    private static final int NEGATIVE_REPEATS = 5;

    private final Recipe recipe;
    private final Function<List<String>, float[][]> encoder;

    HeadTrainer(Recipe recipe, Function<List<String>, float[][]> encoder) {
        this.recipe = recipe;
        this.encoder = encoder;
    }

    TrainedHead train(Path data) throws IOException {
        var corpus = recipe.corpus().read(data).withoutLeaks();
        var train = examples(corpus, corpus.texts().train());
        var validation = examples(corpus, corpus.texts().validation());
        var negatives = negatives(corpus);
        var trainer = new NetworkTrainer(recipe.settings(), recipe.objective());

        var chosen = trainer.fit(targets(train).and(negatives), targets(validation));
        double temperature = Calibration.temperature(
                chosen.logits(validation.inputs()), targets(validation).targets(), recipe.objective());
        var onValidation = new Predictions(Calibration.applied(chosen, temperature), recipe.objective(), validation);
        var outOfScope = outOfScopeThreshold(corpus, onValidation);
        var thresholds = labelThresholds(onValidation);

        var shipped = recipe.refit()
                ? Calibration.applied(
                        trainer.fit(targets(train).and(targets(validation)).and(negatives)), temperature)
                : onValidation.network();
        var evaluation = new Evaluation(recipe, corpus, shipped, outOfScope, thresholds);
        var onTest = new Predictions(
                shipped, recipe.objective(), examples(corpus, corpus.texts().test()));
        var figures = new ArrayList<>(evaluation.figures(onTest, this::embed));
        figures.addAll(recipe.outside().measure(data, texts -> probabilities(shipped, texts)));
        return new TrainedHead(
                recipe,
                corpus.labels(),
                shipped,
                outOfScope,
                thresholds,
                temperature,
                figures,
                evaluation.labelFigures(onTest),
                new TrainedHead.SplitSizes(train.size(), validation.size(), onTest.size()));
    }

    private float[][] probabilities(Network network, List<String> texts) {
        return Arrays.stream(network.logits(encoder.apply(texts)))
                .map(recipe.objective()::probabilities)
                .toArray(float[][]::new);
    }

    private float[][] embed(List<LabelledText> texts) {
        return encoder.apply(texts.stream().map(LabelledText::text).toList());
    }

    private Examples examples(Corpus corpus, List<LabelledText> texts) {
        return Examples.of(embed(texts), texts, corpus.labels().size());
    }

    /** A softmax over several labels learns their shares. */
    private Examples targets(Examples examples) {
        return recipe.objective() == Objective.ONE_OF_MANY ? examples.asDistributions() : examples;
    }

    /** Out-of-scope texts teach the network to spread its belief evenly. */
    private Examples negatives(Corpus corpus) {
        var texts = corpus.outOfScope().stream()
                .flatMap(group -> group.texts().train().stream())
                .toList();
        var inputs = embed(texts);
        var even = new float[corpus.labels().size()];
        Arrays.fill(even, 1f / even.length);
        return new Examples(
                IntStream.range(0, NEGATIVE_REPEATS * inputs.length)
                        .mapToObj(i -> inputs[i % inputs.length])
                        .toArray(float[][]::new),
                IntStream.range(0, NEGATIVE_REPEATS * inputs.length)
                        .mapToObj(i -> even)
                        .toArray(float[][]::new));
    }

    private OptionalDouble outOfScopeThreshold(Corpus corpus, Predictions validation) {
        if (corpus.outOfScope().isEmpty()) {
            return OptionalDouble.empty();
        }
        double accuracy = Metrics.share(validation.rows(), validation::correct) - recipe.allowedLoss();
        return OptionalDouble.of(Thresholds.outOfScope(validation.outOfScopeScores(), validation.correct(), accuracy));
    }

    private List<Float> labelThresholds(Predictions validation) {
        if (!recipe.severalLabels()) {
            return List.of();
        }
        var thresholds = Thresholds.perLabel(
                validation.probabilities(), validation.examples().targets());
        return IntStream.range(0, thresholds.length)
                .mapToObj(i -> thresholds[i])
                .toList();
    }
}

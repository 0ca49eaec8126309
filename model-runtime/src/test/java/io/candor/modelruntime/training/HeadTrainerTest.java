package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.StoredModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTrainerTest {
    private static final TrainingSettings SETTINGS = new TrainingSettings(16, 0, 0.1f, 20, 20, 8, 0.02f, 0, 2, 1);

    @TempDir
    private Path repository;

    @Test
    void recipeBecomesAModelThatTheRepositoryAccepts() throws IOException {
        var head = new HeadTrainer(recipe(Objective.ONE_OF_MANY, false), HeadTrainerTest::vectors).train(repository);

        new ModelFolder(repository).write(head);

        var store = StoredModels.read(repository);
        assertThat(store.unavailable()).isEmpty();
        assertThat(store.models()).singleElement().satisfies(model -> {
            var definition = (ModelDefinition.TextHead) model.definition();
            assertThat(definition.encoder()).isEqualTo("toy-encoder");
            assertThat(definition.outputs()).hasSize(2);
            assertThat(definition.outputs().get(0).labels()).containsExactly("yes", "no", "maybe");
            assertThat(definition.outputs().get(1).name()).isEqualTo("toy_oos");
            assertThat(definition.outputs().get(1).threshold()).isPresent();
        });
    }

    @Test
    void outOfScopeTextsAreToldFromThoseInScope() throws IOException {
        var head = new HeadTrainer(recipe(Objective.ONE_OF_MANY, false), HeadTrainerTest::vectors).train(repository);

        assertThat(figure(head, "Accuracy")).isGreaterThan(0.95);
        assertThat(figure(head, "Recall: far away")).isGreaterThan(0.9);
        assertThat(figure(head, "Area under the ROC curve: far away")).isGreaterThan(0.95);
    }

    @Test
    void severalLabelsGetAThresholdEachAndNoOutOfScopeScore() throws IOException {
        var head = new HeadTrainer(recipe(Objective.YES_OR_NO_EACH, true), HeadTrainerTest::vectors).train(repository);

        assertThat(head.labelThresholds()).hasSize(3);
        assertThat(head.labelFigures()).extracting(Figure::name).containsExactly("yes", "no", "maybe");
        assertThat(head.outOfScopeThreshold()).isEmpty();
        assertThat(figure(head, "Macro F1 at the thresholds")).isGreaterThan(0.95);
    }

    @Test
    void cardHoldsEverySectionAndFigure() throws IOException {
        var head = new HeadTrainer(recipe(Objective.ONE_OF_MANY, false), HeadTrainerTest::vectors).train(repository);

        var folder = new ModelFolder(repository).write(head);

        var card = Files.readString(folder.resolve("README.md"));
        assertThat(card).contains(ModelCard.SECTIONS).contains("Licence of the data: none.");
        head.figures().forEach(figure -> assertThat(card).contains(figure.row()));
    }

    private static double figure(TrainedHead head, String name) {
        return head.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Recipe recipe(Objective objective, boolean severalLabels) {
        return new Recipe(
                "toy-head",
                "1",
                "toy",
                "toy-encoder",
                objective,
                SETTINGS,
                severalLabels,
                0.05,
                !severalLabels,
                data -> corpus(!severalLabels),
                OutsideMeasure.NONE,
                new Recipe.CardText("Tells toys apart.", "toys", "none", "nobody", "Fixed.", "For tests."));
    }

    private static Corpus corpus(boolean withOutOfScope) {
        var outside = new Split(texts(3, List.of(), 0), texts(3, List.of(), 40), texts(3, List.of(), 80));
        return new Corpus(
                List.of("yes", "no", "maybe"),
                new Split(inScope(0), inScope(40), inScope(80)),
                withOutOfScope ? List.of(new Corpus.OutOfScope("far away", outside)) : List.of());
    }

    private static List<LabelledText> inScope(int from) {
        var texts = new ArrayList<LabelledText>();
        for (int label = 0; label < 3; label++) {
            texts.addAll(texts(label, List.of(label), from));
        }
        return texts;
    }

    /** Texts such as "2 17": a direction and a number that moves the vector a little. */
    private static List<LabelledText> texts(int direction, List<Integer> labels, int from) {
        var texts = new ArrayList<LabelledText>();
        for (int i = from; i < from + 40; i++) {
            texts.add(new LabelledText(direction + " " + i, labels));
        }
        return texts;
    }

    private static float[][] vectors(List<String> texts) {
        return texts.stream()
                .map(text -> {
                    var parts = text.split(" ");
                    var vector = new float[5];
                    vector[Integer.parseInt(parts[0])] = 1;
                    vector[4] = Integer.parseInt(parts[1]) / 200f;
                    return vector;
                })
                .toArray(float[][]::new);
    }
}

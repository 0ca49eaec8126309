package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.modelrepository.StoredModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the committed models against their descriptions and cards. */
class ShippedModelsTest {
    private static final Path MODELS = Path.of("models");
    private static final Pattern FIGURE =
            Pattern.compile("\\| .+ \\| \\d+\\.\\d\\d \\| \\d+\\.\\d\\d – \\d+\\.\\d\\d \\|");
    private static final long MOST_BYTES = 25L << 20;

    static Stream<String> heads() {
        return Recipes.names().stream();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void filesAreThoseOfTheDescription(String name) {
        // The store refuses a version whose file has another digest than its model.yaml says.
        var store = StoredModels.read(MODELS);

        assertThat(store.unavailable()).doesNotContainKey(new ModelId(name, "1"));
        assertThat(store.models()).extracting(StoredModel::id).contains(new ModelId(name, "1"));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void cardHasEverySectionItsFiguresAndTheCommand(String name) throws IOException {
        var recipe = Recipes.named(name).orElseThrow();
        var card = Files.readString(folder(name).resolve("README.md"));

        assertThat(card)
                .contains(ModelCard.SECTIONS)
                .contains("Licence of the data: " + recipe.card().licence() + ".")
                .contains(recipe.card().attribution())
                .contains(recipe.card().limits())
                .contains("./candor train " + name);
        assertThat(FIGURE.matcher(card).results().count()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void descriptionNamesTheEncoderAndSettingsOfTheRecipe(String name) throws IOException {
        var recipe = Recipes.named(name).orElseThrow();

        assertThat(definition(name).encoder()).isEqualTo(recipe.encoder());
        assertThat(definition(name).outputs().getFirst().name()).isEqualTo(recipe.output());
        assertThat(Files.readString(folder(name).resolve("model.yaml")))
                .contains("seed: " + recipe.settings().seed())
                .contains("{hidden: " + recipe.settings().hidden() + ", members: "
                        + recipe.settings().members());
    }

    @ParameterizedTest
    @MethodSource("heads")
    void bothLanguagesSpeakTheSameLabels(String name) {
        var english = definition(name.replace("-zh", "-en")).outputs().getFirst();

        assertThat(definition(name).outputs().getFirst().labels()).isEqualTo(english.labels());
    }

    @Test
    void noticeNamesEveryModel() throws IOException {
        var notice = Files.readString(MODELS.resolve("NOTICE.md"));

        assertThat(Recipes.names()).allSatisfy(name -> assertThat(notice).contains("`" + name + "`"));
        assertThat(notice).contains("`minilm-l6-v2`", "`bge-small-zh-v1.5`");
    }

    @Test
    void weightsStaySmall() throws IOException {
        long bytes = 0;
        for (var name : Recipes.names()) {
            bytes += Files.size(folder(name).resolve("model.onnx"));
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    private static Path folder(String name) {
        return MODELS.resolve(name).resolve("1");
    }

    private static ModelDefinition.TextHead definition(String name) {
        return StoredModels.read(MODELS).models().stream()
                .filter(model -> model.id().name().equals(name))
                .map(model -> (ModelDefinition.TextHead) model.definition())
                .findFirst()
                .orElseThrow();
    }
}

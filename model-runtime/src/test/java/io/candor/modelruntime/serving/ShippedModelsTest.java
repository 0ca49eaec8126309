package io.candor.modelruntime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextGeneration;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextHead;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextPipeline;
import io.candor.modelruntime.modelrepository.StoredModels;
import io.candor.modelruntime.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The repository that the build assembles. */
class ShippedModelsTest {
    private static final StoredModels STORE = StoredModels.read(TestRepository.BUILT);

    private static ModelService models;

    @BeforeAll
    static void load() {
        models = ModelService.open(TestRepository.BUILT);
    }

    @AfterAll
    static void unload() {
        models.close();
    }

    @Test
    void everyModelThatWritesNoTextIsReady() {
        assertThat(STORE.unavailable()).isEmpty();
        assertThat(STORE.models().stream().filter(stored -> !(stored.definition() instanceof TextGeneration)))
                .isNotEmpty()
                .allSatisfy(stored -> assertThatCode(() -> models.requireReady(
                                stored.id().name(), stored.id().version()))
                        .doesNotThrowAnyException());
    }

    @Test
    void everyHeadIsPartOfThePipelineOfItsEncoder() {
        var pipelines = definitions(TextPipeline.class).toList();

        assertThat(definitions(TextHead.class))
                .allSatisfy(head -> assertThat(pipelines)
                        .as("a text-pipeline on " + head.encoder() + " that lists " + head.id())
                        .anySatisfy(pipeline -> {
                            assertThat(pipeline.encoder()).isEqualTo(head.encoder());
                            assertThat(pipeline.heads()).contains(head.id().name());
                        }));
    }

    @Test
    void anIntentIsRecognisedWithProbabilitiesThatSumToOne() {
        var input = Tensor.ofTexts("text", List.of(1L), List.of("what is the exchange rate for euros to dollars"));
        var answer = models.ask(new InferenceRequest(
                "text-analysis", null, "", Map.of(), List.of(input), List.of("clinc150", "clinc150_oos")));

        var scores = answer.output("clinc150").orElseThrow().floats();
        var labels = models.metadata(answer.model().name(), null).properties().get("labels.clinc150");
        var sum = 0.0;
        var best = 0;
        for (var i = 0; i < scores.length; i++) {
            sum += scores[i];
            best = scores[i] > scores[best] ? i : best;
        }
        assertThat(sum).isBetween(0.999, 1.001);
        assertThat(labels.replaceAll("[\\[\\]\"]", "").split(",")[best]).isEqualTo("exchange_rate");
        assertThat(answer.output("clinc150_oos").orElseThrow().floats()[0]).isBetween(0f, 0.5f);
    }

    private static <D> Stream<D> definitions(Class<D> kind) {
        return STORE.models().stream()
                .map(stored -> stored.definition())
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}

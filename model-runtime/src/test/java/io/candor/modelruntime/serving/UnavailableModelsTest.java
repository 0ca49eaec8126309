package io.candor.modelruntime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.web.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnavailableModelsTest {
    private ModelService models = ModelService.open(TestRepository.empty().root());

    @AfterEach
    void unload() {
        models.close();
    }

    @Test
    void aChangedHeadTakesItsPipelineWithItAndNothingElse() {
        models = ModelService.open(TestRepository.complete()
                .overwrite("tone-en", "model.onnx", "changed")
                .root());

        assertThat(unavailable("tone-en")).startsWith("Model tone-en/1 is unavailable: model.onnx has the SHA-256 ");
        assertThat(unavailable("text-analysis-en"))
                .startsWith(
                        "Model text-analysis-en/1 is unavailable: it needs tone-en/1, which is unavailable: model.onnx");
        assertThat(unavailable("text-analysis")).startsWith("Language en is unavailable: it needs text-analysis-en/1");
        assertThat(models.ask(request("topic-en", "hi")).output("topic")).isPresent();
        assertThat(models.ask(request("text-analysis", "我的卡在哪里？")).model().name())
                .isEqualTo("text-analysis-zh");
    }

    @Test
    void aHeadOfAnotherWidthThanItsEncoderDoesNotRun() {
        models = ModelService.open(TestRepository.empty()
                .encoders()
                .head("narrow", "minilm-l6-v2", "tone", 100, 2)
                .root());

        assertThat(unavailable("narrow")).startsWith("Model narrow/1 is unavailable: it does not run: ");
    }

    @Test
    void aHeadWhoseDescriptionTheGraphContradictsIsRefused() {
        var repository = TestRepository.empty().encoders().head("tone-en", "minilm-l6-v2", "tone", 384, 4);
        var yaml = read(repository).replace("  - name: tone_oos", "  - name: mood");
        models = ModelService.open(
                repository.overwrite("tone-en", "model.yaml", yaml).root());

        assertThat(unavailable("tone-en"))
                .isEqualTo("Model tone-en/1 is unavailable: model.onnx gives no output mood, but model.yaml says [-1]");
    }

    @Test
    void aPipelineOfAMissingHeadSaysSo() {
        models = ModelService.open(TestRepository.empty()
                .encoders()
                .pipeline("analysis", "minilm-l6-v2", "mood-en")
                .root());

        assertThat(unavailable("analysis"))
                .isEqualTo("Model analysis/1 is unavailable: it needs mood-en, which is not in the repository");
    }

    @Test
    void anEmptyRepositoryIsNotReady() {
        assertThat(models.isReady()).isFalse();
    }

    private String unavailable(String model) {
        var refused = catchThrowableOfType(ProblemException.class, () -> models.ask(request(model, "hi")));
        assertThat(refused.status().getCode()).isEqualTo(503);
        assertThat(refused.slug()).isEqualTo("model-unavailable");
        return refused.detail();
    }

    private static String read(TestRepository repository) {
        try {
            return java.nio.file.Files.readString(repository.root().resolve("tone-en/1/model.yaml"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static InferenceRequest request(String model, String text) {
        var input = Tensor.ofTexts("text", List.of(1L), List.of(text));
        return new InferenceRequest(model, null, "", Map.of(), List.of(input), List.of());
    }
}

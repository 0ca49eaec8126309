package io.candor.modelruntime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.platform.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelServiceTest {
    private static ModelService models;

    @BeforeAll
    static void load() {
        models = ModelService.open(TestRepository.complete().root());
    }

    @AfterAll
    static void unload() {
        models.close();
    }

    @Test
    void theLanguageOfTheTextChoosesThePipeline() {
        var english = infer("text-analysis", "Where is my card?");
        var chinese = infer("text-analysis", "我的卡在哪里？");

        assertThat(english.model().name()).isEqualTo("text-analysis-en");
        assertThat(names(english))
                .containsExactly("language", "language_confidence", "tone", "tone_oos", "topic", "topic_oos");
        assertThat(chinese.model().name()).isEqualTo("text-analysis-zh");
        assertThat(names(chinese)).containsExactly("language", "language_confidence", "tone", "tone_oos");
        assertThat(chinese.output("language").orElseThrow().texts()).containsExactly("zh");
    }

    @Test
    void theAnswerCarriesTheDigestOfThePipelineThatRan() {
        var answer = infer("text-analysis", "Where is my card?");

        assertThat(answer.model().sha256())
                .hasSize(64)
                .isEqualTo(
                        infer("text-analysis-en", "Where is my card?").model().sha256())
                .isNotEqualTo(infer("text-analysis-zh", "我的卡").model().sha256());
    }

    @Test
    void onlyTheOutputsAskedForComeInTheOrderAsked() {
        var answer = models.ask(request("text-analysis", Map.of(), List.of("topic", "language"), "Where is it?"));

        assertThat(names(answer)).containsExactly("topic", "language");
    }

    @Test
    void aBatchGetsWhatEachTextGetsAlone() {
        var texts = List.of("Where is my card?", "I am so happy today", "cancel my order of last week please");
        var together = output(infer("text-analysis", texts.toArray(String[]::new)), "tone");

        for (var i = 0; i < texts.size(); i++) {
            var alone = output(infer("text-analysis", texts.get(i)), "tone").floats();
            for (var j = 0; j < alone.length; j++) {
                assertThat(together.floats()[i * alone.length + j]).isCloseTo(alone[j], within(1e-4f));
            }
        }
        assertThat(together.shape()).containsExactly(3L, 4L);
    }

    @Test
    void headsAndEncodersAreServedByThemselvesToo() {
        var embedding = output(infer("minilm-l6-v2", "a", "b"), "embedding");
        var tone = output(infer("tone-en", "Where is my card?"), "tone");

        assertThat(embedding.shape()).containsExactly(2L, 384L);
        assertThat(tone.floats())
                .containsExactly(output(infer("text-analysis", "Where is my card?"), "tone")
                        .floats());
    }

    @Test
    void aLanguageThatIsNotSupportedIsRefusedByName() {
        var refused = refusal(request("text-analysis", Map.of(), List.of(), "Meine Karte wurde gestern abgelehnt"));

        assertThat(refused.detail()).isEqualTo("text: language \"de\" is not supported; supported: en, zh");
        assertThat(refused.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("text"));
    }

    @Test
    void theCallerMaySayWhichLanguageItIs() {
        var german = "Meine Karte wurde gestern abgelehnt";
        var answer = models.ask(request("text-analysis", Map.of("language", "en"), List.of(), german));

        assertThat(answer.model().name()).isEqualTo("text-analysis-en");
        assertThat(output(answer, "language_confidence").floats()).containsExactly(1f);
        assertThat(refusal(request("text-analysis", Map.of("language", "fr"), List.of(), german))
                        .detail())
                .isEqualTo("language: \"fr\" is not supported; supported: en, zh");
    }

    @Test
    void theTextsOfARequestAreInOneLanguage() {
        var refused = refusal(request("text-analysis", Map.of(), List.of(), "Where is my card?", "我的卡在哪里？"));

        assertThat(refused.detail())
                .isEqualTo("text: the texts of a request must be in one language; text[0] is in en, text[1] in zh");
    }

    @Test
    void anOutputThatTheModelDoesNotHaveIsRefused() {
        var refused = refusal(request("tone-en", Map.of(), List.of("mood"), "hi"));

        assertThat(refused.detail()).isEqualTo("outputs: model tone-en has no output mood; it has [tone, tone_oos]");
    }

    @Test
    void aBatchAndATextHaveLimits() {
        var many = IntStream.range(0, 65).mapToObj(i -> "hello").toArray(String[]::new);

        assertThat(refusal(request("tone-en", Map.of(), List.of(), many)).detail())
                .isEqualTo("text: 65 texts came, 1 to 64 are expected");
        assertThat(refusal(request("tone-en", Map.of(), List.of(), "ok", "é".repeat(16_385)))
                        .detail())
                .isEqualTo("text[1]: 32770 bytes came, at most 32768 are allowed");
        assertThat(refusal(request("tone-en", Map.of(), List.of(), " ")).detail())
                .isEqualTo("text[0]: must not be blank");
    }

    @Test
    void aTensorThatIsNotTheModelsIsNamed() {
        assertThat(refusal(Tensor.ofTexts("image", List.of(1L), List.of("x"))).detail())
                .isEqualTo("inputs: tensor image came, only text is expected");
        assertThat(refusal(Tensor.ofFloats("text", List.of(1L), new float[1])).detail())
                .isEqualTo("text: datatype FP32 came, BYTES is expected");
        assertThat(refusal(Tensor.ofTexts("text", List.of(1L, 1L), List.of("x")))
                        .detail())
                .isEqualTo("text: shape [1, 1] came, [n] is expected");
        assertThat(refusal().detail()).isEqualTo("inputs: tensor text is missing");
    }

    @Test
    void metadataTellsLabelsThresholdsDigestAndDevice() {
        var metadata = models.metadata("text-analysis-en", null);

        assertThat(metadata.versions()).containsExactly("1");
        assertThat(metadata.outputs()).contains(new TensorSpec("topic", Datatype.FP32, List.of(-1L, 7L)));
        assertThat(metadata.properties())
                .containsEntry("labels.tone", "[\"tone 0\",\"tone 1\",\"tone 2\",\"tone 3\"]")
                .containsEntry("threshold.tone_oos", "0.625")
                .containsEntry("device", "cpu")
                .containsEntry("sha256", infer("text-analysis-en", "hi").model().sha256());
    }

    @Test
    void aModelOrVersionThatDoesNotExistIsNotFound() {
        var request = new InferenceRequest("tone-en", "7", "", Map.of(), List.of(), List.of());

        assertThat(refusal(request).status().getCode()).isEqualTo(404);
        assertThat(refusal(request("nothing", Map.of(), List.of(), "hi")).detail())
                .isEqualTo("There is no model nothing");
    }

    private static InferenceAnswer infer(String model, String... texts) {
        return models.ask(request(model, Map.of(), List.of(), texts));
    }

    private static InferenceRequest request(
            String model, Map<String, Object> parameters, List<String> outputs, String... texts) {
        var input = Tensor.ofTexts("text", List.of((long) texts.length), List.of(texts));
        return new InferenceRequest(model, null, "", parameters, List.of(input), outputs);
    }

    private static ProblemException refusal(InferenceRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> models.ask(request));
    }

    private static ProblemException refusal(Tensor... inputs) {
        return refusal(new InferenceRequest("tone-en", null, "", Map.of(), List.of(inputs), List.of()));
    }

    private static List<String> names(InferenceAnswer answer) {
        return answer.outputs().stream().map(Tensor::name).toList();
    }

    private static Tensor output(InferenceAnswer answer, String name) {
        return answer.output(name).orElseThrow();
    }
}

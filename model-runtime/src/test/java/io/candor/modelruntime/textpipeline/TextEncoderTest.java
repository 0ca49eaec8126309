package io.candor.modelruntime.textpipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.modelrepository.StoredModels;
import io.candor.modelruntime.session.OnnxRuntime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextEncoderTest {
    private static TextEncoder english;
    private static TextEncoder chinese;

    @BeforeAll
    static void open() throws MalformedModelException {
        english = open("minilm-l6-v2");
        chinese = open("bge-small-zh-v1.5");
    }

    @AfterAll
    static void close() {
        english.close();
        chinese.close();
    }

    @Test
    void aVectorHasTheEncodersDimensionAndLengthOne() {
        assertThat(english.encode(List.of("Where is my card?"))[0]).hasSize(384).satisfies(TextEncoderTest::isUnit);
        assertThat(chinese.encode(List.of("我的卡在哪里？"))[0]).hasSize(512).satisfies(TextEncoderTest::isUnit);
    }

    @Test
    void whatMeansTheSameIsCloserThanWhatDoesNot() {
        var vectors = english.encode(
                List.of("I lost my credit card", "My bank card has gone missing", "The soup needs more salt"));

        assertThat(cosine(vectors[0], vectors[1]))
                .isGreaterThan(0.5)
                .isGreaterThan(cosine(vectors[0], vectors[2]) + 0.3);
    }

    @Test
    void whatMeansTheSameInChineseIsCloserThanWhatDoesNot() {
        var vectors = chinese.encode(List.of("我的信用卡丢了", "信用卡不见了怎么办", "今天的天气真好"));

        assertThat(cosine(vectors[0], vectors[1])).isGreaterThan(cosine(vectors[0], vectors[2]) + 0.2);
    }

    @Test
    void aTextGetsTheSameVectorAloneAndWithOthers() {
        agree(
                english,
                List.of(
                        "hi",
                        "Where is my card?",
                        "I was charged twice for the same purchase at the supermarket",
                        "ok"));
        agree(chinese, List.of("你好", "我的卡在哪里？", "我在超市买东西的时候被重复扣了两次款，请尽快帮我处理一下", "好"));
    }

    @Test
    void aTextLongerThanTheEncoderReadsIsCutOff() {
        var text = "card ".repeat(5000);

        assertThat(english.encode(List.of(text))[0]).containsExactly(english.encode(List.of(text + "soup"))[0]);
    }

    @Test
    void aDescriptionThatTheGraphContradictsIsRefused() {
        var stored = stored("minilm-l6-v2");
        var right = (ModelDefinition.TextEncoder) stored.definition();
        var wrong = new ModelDefinition.TextEncoder(
                right.id(), right.inputs(), right.output(), right.pooling(), true, 256, 512, right.execution());

        var refused = catchThrowableOfType(
                MalformedModelException.class, () -> TextEncoder.open(wrong, stored.folder(), new OnnxRuntime(1)));

        assertThat(refused.reason()).contains("demands one of the shape [-1, -1, 512]");
    }

    private static void agree(TextEncoder encoder, List<String> texts) {
        var together = encoder.encode(texts);
        for (var i = 0; i < together.length; i++) {
            var alone = encoder.encode(List.of(texts.get(i)))[0];
            for (var j = 0; j < alone.length; j++) {
                assertThat(together[i][j]).isCloseTo(alone[j], within(1e-4f));
            }
        }
    }

    private static void isUnit(float[] vector) {
        assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }

    private static double cosine(float[] a, float[] b) {
        var sum = 0.0;
        for (var i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static TextEncoder open(String name) throws MalformedModelException {
        var stored = stored(name);
        return TextEncoder.open((ModelDefinition.TextEncoder) stored.definition(), stored.folder(), new OnnxRuntime(2));
    }

    private static StoredModel stored(String name) {
        return StoredModels.read(TestRepository.BUILT).models().stream()
                .filter(model -> model.id().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The build left no " + name + " in "
                        + Arrays.asList(TestRepository.BUILT.toFile().list())));
    }
}

package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.StoredModels;
import io.candor.modelruntime.session.FloatTensor;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.textpipeline.TextHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures the shipped heads again, with the serving encoder, on the public test splits that CANDOR_DATA holds. */
@Tag("slow")
class ShippedFloorsTest {
    private static final Path MODELS = Path.of("target", "models");

    @BeforeEach
    void dataAndEncoderArePresent() {
        assumeThat(System.getenv("CANDOR_DATA")).as("CANDOR_DATA").isNotNull();
        assumeThat(Files.exists(MODELS.resolve("minilm-l6-v2/1/model.onnx")))
                .as("the unpacked encoder")
                .isTrue();
    }

    @Test
    void clinc150HoldsInScopeAccuracyAndOutOfScopeRecallAtOneThreshold() throws IOException, MalformedModelException {
        var corpus = new ClincReader(data().resolve("clinc150/data_full.json")).read();
        try (var encoder = FrozenEncoder.open("minilm-l6-v2", MODELS);
                var head = head("clinc150-en")) {
            var threshold = head.outputs().get(1).threshold().orElseThrow();
            var inScope = new Answers(head, "clinc150", encoder, corpus.texts().test());
            var outOfScope = new Answers(
                    head,
                    "clinc150",
                    encoder,
                    corpus.outOfScope().getFirst().texts().test());

            assertThat(inScope.share(i -> inScope.right(i) && inScope.score(i) < threshold))
                    .isGreaterThanOrEqualTo(0.95);
            assertThat(outOfScope.share(i -> outOfScope.score(i) >= threshold)).isGreaterThanOrEqualTo(0.50);
        }
    }

    @Test
    void banking77HoldsItsAccuracyAlsoWithTheOutOfScopeOption() throws IOException, MalformedModelException {
        var corpus = new BankingReader(data().resolve("banking77")).read();
        try (var encoder = FrozenEncoder.open("minilm-l6-v2", MODELS);
                var head = head("banking77-en")) {
            var threshold = head.outputs().get(1).threshold().orElseThrow();
            var answers = new Answers(head, "banking77", encoder, corpus.texts().test());

            assertThat(answers.share(answers::right)).isGreaterThanOrEqualTo(0.929);
            assertThat(answers.share(i -> answers.right(i) && answers.score(i) < threshold))
                    .isGreaterThanOrEqualTo(0.929);
        }
    }

    private static Path data() {
        return Path.of(System.getenv("CANDOR_DATA"));
    }

    private static TextHead head(String name) throws MalformedModelException {
        var model = StoredModels.read(MODELS).models().stream()
                .filter(stored -> stored.id().name().equals(name))
                .findFirst()
                .orElseThrow();
        return TextHead.open((ModelDefinition.TextHead) model.definition(), model.folder(), new OnnxRuntime(1));
    }

    /** What the exported graph says about texts. */
    private static final class Answers {
        private final List<LabelledText> texts;
        private final float[] probabilities;
        private final float[] scores;

        Answers(TextHead head, String output, FrozenEncoder encoder, List<LabelledText> texts) {
            var vectors = encoder.embed(texts.stream().map(LabelledText::text).toList());
            var answer = head.score(FloatTensor.of(vectors), Set.of(output, HeadGraph.outOfScopeOutput(output)));
            this.texts = texts;
            this.probabilities = answer.get(output).values();
            this.scores = answer.get(HeadGraph.outOfScopeOutput(output)).values();
        }

        double share(IntPredicate holds) {
            return Metrics.share(Metrics.rows(texts.size(), i -> i), holds);
        }

        boolean right(int text) {
            int width = probabilities.length / texts.size();
            var row = Arrays.copyOfRange(probabilities, text * width, (text + 1) * width);
            return texts.get(text).labels().contains(Vectors.argMax(row));
        }

        float score(int text) {
            return scores[text];
        }
    }
}

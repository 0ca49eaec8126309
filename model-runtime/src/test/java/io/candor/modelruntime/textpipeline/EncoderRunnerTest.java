package io.candor.modelruntime.textpipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.Pooling;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.modelrepository.StoredModels;
import io.candor.modelruntime.session.GraphSettings;
import io.candor.modelruntime.session.OnnxRuntime;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderRunnerTest {
    private static final List<String> TEXTS = List.of(
            "hi",
            "Where is my card? I lost it at the supermarket yesterday, 😀.",
            "我的卡在哪里？",
            "I was charged twice for the same purchase, please help me to get the money back as soon as possible");

    @ParameterizedTest
    @ValueSource(strings = {"minilm-l6-v2", "bge-small-zh-v1.5"})
    void aTextAloneGetsTheVeryBitsThatABareSessionGives(String model) throws Exception {
        var stored = stored(model);
        var definition = (ModelDefinition.TextEncoder) stored.definition();
        try (var graph = open(stored);
                var tokenizer = TextTokenizer.open(stored.folder().resolve("tokenizer.json"), definition.maxLength());
                var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (var bare = OrtEnvironment.getEnvironment()
                    .createSession(stored.folder().resolve("model.onnx").toString(), options)) {
                var runner = graph.runners(1).getFirst();
                for (var text : tokenizer.tokenize(TEXTS)) {
                    var vector = runner.run(List.of(text)).results().getFirst();

                    assertThat(vector).isEqualTo(reference(bare, definition, text));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm-l6-v2", "bge-small-zh-v1.5"})
    void textsTogetherGetTheVectorsThatTheyGetAlone(String model) throws Exception {
        var stored = stored(model);
        try (var graph = open(stored);
                var tokenizer = TextTokenizer.open(stored.folder().resolve("tokenizer.json"), 64)) {
            var runner = graph.runners(1).getFirst();
            var texts = tokenizer.tokenize(TEXTS);

            var together = runner.run(texts).results();

            for (var i = 0; i < texts.size(); i++) {
                var alone = runner.run(List.of(texts.get(i))).results().getFirst();
                // The quantised encoder scales a batch as a whole.
                assertThat(together.get(i)).containsExactly(alone, within(0.05f));
            }
        }
    }

    private static float[] reference(OrtSession bare, ModelDefinition.TextEncoder definition, TokenizedText text)
            throws Exception {
        var mask = new long[text.length()];
        Arrays.fill(mask, 1);
        var inputs = new HashMap<String, OnnxTensor>();
        for (var name : definition.inputs()) {
            var values = switch (name) {
                case "input_ids" -> text.ids();
                case "token_type_ids" -> text.typeIds();
                default -> mask;
            };
            inputs.put(
                    name,
                    OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, text.length()}));
        }
        try (var result = bare.run(inputs)) {
            var tokens = (float[][][]) result.get(0).getValue();
            return pooled(tokens[0], definition);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static float[] pooled(float[][] tokens, ModelDefinition.TextEncoder definition) {
        var vector = tokens[0].clone();
        if (definition.pooling() == Pooling.MEAN) {
            for (var token = 1; token < tokens.length; token++) {
                for (var i = 0; i < vector.length; i++) {
                    vector[i] += tokens[token][i];
                }
            }
            for (var i = 0; i < vector.length; i++) {
                vector[i] /= tokens.length;
            }
        }
        var squares = 0.0;
        for (var value : vector) {
            squares += (double) value * value;
        }
        for (var i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private static EncoderGraph open(StoredModel stored) throws Exception {
        return EncoderGraph.open(
                (ModelDefinition.TextEncoder) stored.definition(),
                stored.folder(),
                new OnnxRuntime(1),
                GraphSettings.cpu(1));
    }

    private static StoredModel stored(String name) {
        return StoredModels.read(TestRepository.BUILT).models().stream()
                .filter(model -> model.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

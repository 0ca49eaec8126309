package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadGraphTest {
    private static final TrainingSettings SETTINGS = new TrainingSettings(16, 0, 0, 10, 10, 16, 0.02f, 0, 2, 1);

    @Test
    void softmaxGraphAgreesWithTheJavaForwardPass() throws OrtException {
        var examples = NetworkTrainerTest.clusters(1);
        var network = Calibration.applied(
                new NetworkTrainer(SETTINGS, Objective.ONE_OF_MANY).fit(examples, NetworkTrainerTest.clusters(2)), 0.7);
        var expected = new Predictions(network, Objective.ONE_OF_MANY, examples);

        var answers = run(HeadGraph.write("toy", network, Objective.ONE_OF_MANY, "toy", true), examples.inputs());

        agree((float[][]) answers.get("toy"), expected.probabilities());
        assertThat((float[]) answers.get("toy_oos")).containsExactly(expected.outOfScopeScores(), within(1e-5f));
    }

    @Test
    void sigmoidGraphAgreesWithTheJavaForwardPass() throws OrtException {
        var examples = NetworkTrainerTest.clusters(1);
        var network = new NetworkTrainer(SETTINGS, Objective.YES_OR_NO_EACH).fit(examples);
        var expected = new Predictions(network, Objective.YES_OR_NO_EACH, examples);

        var answers = run(HeadGraph.write("toy", network, Objective.YES_OR_NO_EACH, "toy", false), examples.inputs());

        assertThat(answers).containsOnlyKeys("toy");
        agree((float[][]) answers.get("toy"), expected.probabilities());
    }

    private static void agree(float[][] actual, float[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-5f));
        }
    }

    private static Map<String, Object> run(byte[] model, float[][] inputs) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(model);
                var input = OnnxTensor.createTensor(environment, inputs);
                var result = session.run(Map.of(HeadGraph.INPUT, input))) {
            var answers = new TreeMap<String, Object>();
            for (var output : result) {
                answers.put(output.getKey(), output.getValue().getValue());
            }
            return answers;
        }
    }
}

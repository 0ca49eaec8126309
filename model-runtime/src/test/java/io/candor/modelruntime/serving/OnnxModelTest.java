package io.candor.modelruntime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.fixture.TinyGraph;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.platform.web.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
    private static final int FLOAT = 1;

    private static ModelService models;

    @BeforeAll
    static void load() {
        var sum = TinyGraph.empty()
                .input("a", FLOAT, "n", 2)
                .input("b", FLOAT, "n", 2)
                .node("Add", "sum", "a", "b")
                .node("Sub", "difference", "a", "b")
                .output("sum", FLOAT, "n", 2)
                .output("difference", FLOAT, "n", 2)
                .model()
                .build()
                .toByteArray();
        var square = TinyGraph.empty()
                .input("x", FLOAT, "rows", "columns")
                .longs("two", 2, 2)
                .node("Reshape", "y", "x", "two")
                .output("y", FLOAT, 2, 2)
                .model()
                .build()
                .toByteArray();
        models = ModelService.open(TestRepository.empty()
                .graph("sum", "1", sum, "max_batch_size: 4\n")
                .graph("square", "1", square, "warm_up: {x: [4, 1]}\n")
                .graph("cold", "1", square, "")
                .root());
    }

    @AfterAll
    static void unload() {
        models.close();
    }

    @Test
    void inputsAndOutputsAreThoseOfTheGraph() {
        var metadata = models.metadata("sum", null);

        assertThat(metadata.inputs())
                .containsExactly(
                        new TensorSpec("a", Datatype.FP32, List.of(-1L, 2L)),
                        new TensorSpec("b", Datatype.FP32, List.of(-1L, 2L)));
        assertThat(metadata.outputs()).extracting(TensorSpec::name).containsExactly("sum", "difference");
        assertThat(metadata.properties()).containsEntry("device", "cpu").containsKey("device_reason");
    }

    @Test
    void outputsComeInTheOrderAskedAndOnlyThose() {
        var answer = models.ask(request("sum", List.of("difference", "sum"), a(1, 3, 5), b(1, 1, 1)));

        assertThat(answer.outputs()).extracting(Tensor::name).containsExactly("difference", "sum");
        assertThat(answer.outputs().getFirst().floats()).containsExactly(2, 4);
        assertThat(answer.parameters()).containsEntry("device", "cpu");
        assertThat(models.ask(request("sum", List.of("sum"), a(1, 3, 5), b(1, 1, 1)))
                        .outputs())
                .hasSize(1);
    }

    @Test
    void everyRequestGetsItsOwnRowsWhenManyRunTogether() {
        var answers = IntStream.range(0, 200)
                .mapToObj(i -> models.infer(request("sum", List.of("sum"), a(1, i, i), b(1, 1, 2))))
                .toList();

        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
        for (var i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join().outputs().getFirst().floats()).containsExactly(i + 1, i + 2);
        }
        assertThat(models.statistics("sum", null).getFirst().batchStats())
                .allSatisfy(batch -> assertThat(batch.batchSize()).isBetween(1L, 4L));
    }

    @Test
    void whatIsWrongIsNamedWithWhatCameAndWhatWasExpected() {
        assertThat(refusal(a(1, 1, 1))).isEqualTo("b: is missing; FP32[-1, 2] is expected");
        assertThat(refusal(a(1, 1, 1), a(1, 1, 1))).isEqualTo("a: came twice");
        assertThat(refusal(a(1, 1, 1), b(1, 1, 1), a(1, 1, 1).named("c")))
                .isEqualTo("c: is no input of this model; it has [a, b]");
        assertThat(refusal(a(1, 1, 1), Tensor.ofLongs("b", List.of(1L, 2L), new long[2])))
                .isEqualTo("b: datatype INT64 came, FP32 is expected");
        assertThat(refusal(a(1, 1, 1), Tensor.ofFloats("b", List.of(1L, 3L), new float[3])))
                .isEqualTo("b: shape [1, 3] came, [-1, 2] is expected");
        assertThat(refusal(a(1, 1, 1), b(2, 1, 1, 1, 1))).isEqualTo("b: has 2 rows, a has 1");
        assertThat(refusal(a(5, new float[10]), b(5, new float[10]))).isEqualTo("a: 5 rows came, 1 to 4 are expected");
        assertThat(refusal(a(0), b(0))).isEqualTo("a: 0 rows came, 1 to 4 are expected");
        assertThat(problem(request("sum", List.of("sum", "sum"), a(1, 1, 1), b(1, 1, 1)))
                        .detail())
                .isEqualTo("outputs: sum is asked for twice");
        assertThat(problem(request("sum", List.of("product"), a(1, 1, 1), b(1, 1, 1)))
                        .detail())
                .isEqualTo("outputs: model sum has no output product; it has [sum, difference]");
    }

    @Test
    void priorityAndTimeoutMustBeNumbers() {
        assertThat(parameters(Map.of("priority", "high")).detail())
                .isEqualTo("parameters.priority: must be a whole number of at least 0");
        assertThat(parameters(Map.of("timeout", -1L)).detail())
                .isEqualTo("parameters.timeout: -1 came, at least 0 is expected");
        var answer = models.ask(new InferenceRequest(
                "sum",
                null,
                "",
                Map.of("priority", 1L, "timeout", 60_000_000L),
                List.of(a(1, 1, 1), b(1, 1, 1)),
                List.of()));
        assertThat(answer.outputs()).hasSize(2);
    }

    @Test
    void anInputOnWhichTheModelFailsIsTheCallersAffair() {
        var failed =
                problem(request("square", List.of(), Tensor.ofFloats("x", List.of(3L, 1L), new float[] {1, 2, 3})));

        assertThat(failed.status().getCode()).isEqualTo(400);
        assertThat(failed.slug()).isEqualTo("model-failed");
        assertThat(models.ask(request("square", List.of(), Tensor.ofFloats("x", List.of(1L, 4L), new float[4])))
                        .outputs()
                        .getFirst()
                        .shape())
                .containsExactly(2L, 2L);
    }

    @Test
    void aModelThatDoesNotRunOnZerosNeedsAShapeToWarmUpWith() {
        var refused = catchThrowableOfType(ProblemException.class, () -> models.requireReady("cold", null));

        assertThat(refused.detail()).startsWith("Model cold/1 is unavailable: it does not run: ");
    }

    private static Tensor a(int rows, float... values) {
        return Tensor.ofFloats("a", List.of((long) rows, 2L), values);
    }

    private static Tensor b(int rows, float... values) {
        return a(rows, values).named("b");
    }

    private static InferenceRequest request(String model, List<String> outputs, Tensor... inputs) {
        return new InferenceRequest(model, null, "", Map.of(), Arrays.asList(inputs), outputs);
    }

    private static String refusal(Tensor... inputs) {
        return problem(request("sum", List.of(), inputs)).detail();
    }

    private static ProblemException parameters(Map<String, Object> parameters) {
        return problem(new InferenceRequest("sum", null, "", parameters, List.of(a(1, 1, 1), b(1, 1, 1)), List.of()));
    }

    private static ProblemException problem(InferenceRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> models.ask(request));
    }
}

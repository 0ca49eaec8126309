package io.candor.modelruntime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.modelruntime.fixture.TinyGraph;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphRunnerTest {
    private final OnnxRuntime runtime = new OnnxRuntime(1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "BOOL, 9",
        "UINT8, 2",
        "UINT16, 4",
        "UINT32, 12",
        "UINT64, 13",
        "INT8, 3",
        "INT16, 5",
        "INT32, 6",
        "INT64, 7",
        "FP16, 10",
        "FP32, 1",
        "FP64, 11",
        "BF16, 16"
    })
    void everyDatatypeComesBackBitByBitFromABatch(Datatype datatype, int onnxType) {
        try (var graph = open(TinyGraph.identity(onnxType, "n", 3))) {
            var calls = List.of(call(random(datatype, 2)), call(random(datatype, 1)), call(random(datatype, 4)));

            var results = run(graph, calls);

            assertThat(graph.inputs().getFirst().datatype()).isEqualTo(datatype);
            for (var i = 0; i < calls.size(); i++) {
                assertThat(results.get(i))
                        .containsExactly(
                                Map.entry("y", calls.get(i).inputs().get("x").named("y")));
            }
        }
    }

    @Test
    void stringsOfAnyBytesComeBackFromABatch() {
        try (var graph = open(TinyGraph.identity(8, "n", 2))) {
            var first = Tensor.ofTexts("x", List.of(2L, 2L), List.of("", "é", "😀", "a\0b"));
            var second = Tensor.ofStrings(
                    "x", List.of(1L, 2L), List.of(new byte[] {(byte) 0xff, 0, (byte) 0xc0}, new byte[1000]));

            var results = run(graph, List.of(call(first), call(second)));

            assertThat(results.get(0).get("y")).isEqualTo(first.named("y"));
            assertThat(results.get(1).get("y")).isEqualTo(second.named("y"));
        }
    }

    @Test
    void aByteThatIsNoBoolCountsAsTrue() {
        try (var graph = open(TinyGraph.identity(9, "n"))) {
            var input = new Tensor("x", Datatype.BOOL, List.of(3L), ByteBuffer.wrap(new byte[] {0, 7, 1}));

            var output = run(graph, List.of(call(input))).getFirst().get("y");

            assertThat(output.data()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, 1}));
        }
    }

    @Test
    void callsOfOtherShapesRunApartAndEachGetsItsOwn() {
        try (var graph = open(TinyGraph.identity(1, "n", "m"))) {
            var calls = List.of(
                    call(floats(List.of(1L, 2L), 1, 2)),
                    call(floats(List.of(1L, 3L), 3, 4, 5)),
                    call(floats(List.of(2L, 2L), 6, 7, 8, 9)));

            var results = run(graph, calls);

            assertThat(results.get(0).get("y").floats()).containsExactly(1, 2);
            assertThat(results.get(1).get("y").floats()).containsExactly(3, 4, 5);
            assertThat(results.get(2).get("y").floats()).containsExactly(6, 7, 8, 9);
        }
    }

    @Test
    void callsWhoseOutputIsNoBatchRunApart() {
        var sums = TinyGraph.empty()
                .input("x", 1, "n")
                .node(ai.onnx.proto.OnnxMl.NodeProto.newBuilder()
                        .setOpType("ReduceSum")
                        .addInput("x")
                        .addOutput("y")
                        .addAttribute(TinyGraph.number("keepdims", 0)))
                .output("y", 1);
        try (var graph = open(sums)) {
            var results = run(graph, List.of(call(floats(List.of(2L), 1, 2)), call(floats(List.of(1L), 5))));

            assertThat(results.get(0).get("y").floats()).containsExactly(3);
            assertThat(results.get(1).get("y").floats()).containsExactly(5);
            assertThat(results.get(1).get("y").shape()).isEmpty();
        }
    }

    @Test
    void callsThatAreNotBatchedRunApart() {
        try (var graph = open(TinyGraph.identity(1, "n"))) {
            var calls = List.of(
                    new GraphCall(Map.of("x", floats(List.of(2L), 1, 2)), List.of("y"), false),
                    new GraphCall(Map.of("x", floats(List.of(1L), 3)), List.of("y"), false));

            var results = run(graph, calls);

            assertThat(results.get(0).get("y").floats()).containsExactly(1, 2);
            assertThat(results.get(1).get("y").floats()).containsExactly(3);
        }
    }

    @Test
    void eachCallGetsTheOutputsThatItWants() {
        var two = TinyGraph.empty()
                .input("x", 1, "n")
                .node("Neg", "minus", "x")
                .node("Abs", "size", "x")
                .output("minus", 1, "n")
                .output("size", 1, "n");
        try (var graph = open(two)) {
            var input = Map.of("x", floats(List.of(1L), -2));
            var results = run(
                    graph,
                    List.of(
                            new GraphCall(input, List.of("size"), true),
                            new GraphCall(input, List.of(), true),
                            new GraphCall(input, List.of("size", "minus"), true)));

            assertThat(results.get(0)).containsOnlyKeys("size");
            assertThat(results.get(1).keySet()).containsExactly("minus", "size");
            assertThat(results.get(2).keySet()).containsExactly("size", "minus");
            assertThat(results.get(2).get("minus").floats()).containsExactly(2);
        }
    }

    @Test
    void anOutputOfKnownShapeIsWrittenIntoTheInstancesMemory() {
        var graphs = TinyGraph.empty()
                .input("x", 1, "n", "m")
                .node("Neg", "known", "x")
                .node("NonZero", "unknown", "x")
                .output("known", 1, "n", "m")
                .output("unknown", 7, 2, "k");
        try (var graph = open(graphs)) {
            var bound = graph.bind(1).getFirst();
            bound.input(0, new long[] {1, 2}).fill((byte) 1);

            bound.run(new boolean[] {true, true});

            assertThat(bound.isPinned(0)).isTrue();
            assertThat(bound.isPinned(1)).isFalse();
            assertThat(bound.shape(0)).containsExactly(1, 2);
            assertThat(bound.shape(1)).containsExactly(2, 2);
        }
    }

    @Test
    void aDeclaredShapeThatDoesNotHoldIsFoundOutOnce() {
        var lying = TinyGraph.empty()
                .input("x", 1, "n")
                .longs("twice", 2)
                .node("Tile", "y", "x", "twice")
                .output("y", 1, "n");
        try (var graph = open(lying)) {
            var runner = graph.runners(1).getFirst();

            assertThat(runner.run(List.of(call(floats(List.of(2L), 1, 2))))
                            .results()
                            .getFirst()
                            .get("y")
                            .floats())
                    .containsExactly(1, 2, 1, 2);
            assertThat(runner.run(List.of(call(floats(List.of(1L), 3))))
                            .results()
                            .getFirst()
                            .get("y")
                            .floats())
                    .containsExactly(3, 3);
        }
    }

    @Test
    void memoryIsReusedWhateverTheOrderOfShapes() {
        try (var graph = open(TinyGraph.identity(1, "n"))) {
            var runner = graph.runners(1).getFirst();
            for (var rows : new int[] {1, 1000, 3, 3, 0, 70_000, 2, 5_000_000, 4}) {
                var values = new float[rows];
                for (var i = 0; i < rows; i++) {
                    values[i] = i * 31 + rows;
                }

                var output = runner.run(List.of(call(floats(List.of((long) rows), values))))
                        .results()
                        .getFirst()
                        .get("y");

                assertThat(output.floats()).isEqualTo(values);
            }
        }
    }

    @Test
    void anInputThatIsMissingOrOfAnotherDatatypeIsNamed() {
        try (var graph = open(TinyGraph.identity(1, "n"))) {
            assertThatThrownBy(() -> run(graph, List.of(new GraphCall(Map.of(), List.of(), true))))
                    .isInstanceOf(OnnxFailureException.class)
                    .hasMessage("Input x is missing");
            assertThatThrownBy(() -> run(graph, List.of(call(Tensor.ofLongs("x", List.of(1L), new long[1])))))
                    .hasMessage("Input x came as INT64, FP32 is expected");
            assertThatThrownBy(() -> run(graph, List.of(call(floats(List.of(1L, 1L), 1)))))
                    .isInstanceOf(OnnxFailureException.class);
        }
    }

    @Test
    void afterACallThatFailedTheNextOneRuns() {
        var gather = TinyGraph.empty()
                .floats("table", List.of(2L), 10, 20)
                .input("x", 7, "n")
                .node("Gather", "y", "table", "x")
                .output("y", 1, "n");
        try (var graph = open(gather)) {
            var runner = graph.runners(1).getFirst();
            var bad = call(Tensor.ofLongs("x", List.of(1L), new long[] {9}));
            var good = call(Tensor.ofLongs("x", List.of(2L), new long[] {1, 0}));

            assertThatThrownBy(() -> runner.run(List.of(bad))).hasMessageContaining("out of");

            assertThat(runner.run(List.of(good)).results().getFirst().get("y").floats())
                    .containsExactly(20, 10);
        }
    }

    private OnnxGraph open(TinyGraph graph) {
        return runtime.open(graph.write(folder));
    }

    private static List<Map<String, Tensor>> run(OnnxGraph graph, List<GraphCall> calls) {
        return graph.runners(1).getFirst().run(calls).results();
    }

    private static GraphCall call(Tensor input) {
        return new GraphCall(Map.of("x", input.named("x")), List.of("y"), true);
    }

    private static Tensor floats(List<Long> shape, float... values) {
        return Tensor.ofFloats("x", shape, values);
    }

    private static Tensor random(Datatype datatype, long rows) {
        var bytes = new byte[(int) rows * 3 * datatype.size()];
        new Random(rows).nextBytes(bytes);
        if (datatype == Datatype.BOOL) {
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
            }
        }
        return new Tensor("x", datatype, List.of(rows, 3L), ByteBuffer.wrap(bytes));
    }
}

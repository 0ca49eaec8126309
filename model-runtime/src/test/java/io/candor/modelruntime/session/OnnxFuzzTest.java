package io.candor.modelruntime.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.candor.modelruntime.fixture.TinyGraph;
import io.candor.modelruntime.session.onnxfile.MalformedOnnxException;
import io.candor.modelruntime.session.onnxfile.OnnxFileCheck;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes valid models at random: each is refused with a reason or runs, and the process lives on. */
class OnnxFuzzTest {
    private static final int MUTANTS = 150;

    private final OnnxRuntime runtime = new OnnxRuntime(1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aMutantIsRefusedWithAReasonOrRuns(long seed) {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < MUTANTS; i++) {
            for (var model : models()) {
                var file = TinyGraph.write(folder, mutant(model.model().build().toByteArray(), random));
                refused += isRefused(file) ? 1 : 0;
            }
        }

        assertThat(refused).isBetween(MUTANTS, MUTANTS * models().size());
    }

    private boolean isRefused(Path file) {
        try {
            OnnxFileCheck.check(file);
            try (var graph = runtime.open(file, GraphSettings.cpu(1))) {
                run(graph);
                return false;
            }
        } catch (MalformedOnnxException | OnnxFailureException e) {
            assertThat(e.getMessage()).isNotBlank();
            return true;
        }
    }

    private static void run(OnnxGraph graph) {
        var bound = graph.bind(1).getFirst();
        for (var i = 0; i < graph.inputPorts().size(); i++) {
            var port = graph.inputPorts().get(i);
            var shape = Arrays.stream(port.shape())
                    .map(dimension -> dimension < 0 ? 2 : Math.min(dimension, 1000))
                    .toArray();
            if (port.isBytes()) {
                bound.emptyStrings(i, shape);
            } else {
                bound.input(i, shape).fill((byte) 0);
            }
        }
        var wanted = new boolean[graph.outputPorts().size()];
        Arrays.fill(wanted, true);
        bound.run(wanted);
    }

    private static byte[] mutant(byte[] model, Random random) {
        var bytes = model.clone();
        var changes = 1 + random.nextInt(3);
        for (var i = 0; i < changes; i++) {
            var at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    var from = random.nextInt(bytes.length);
                    var length = Math.min(random.nextInt(16), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private static List<TinyGraph> models() {
        var dense = TinyGraph.empty()
                .input("x", 1, "n", 4)
                .floats("w", List.of(4L, 3L), new float[12])
                .floats("b", List.of(3L), new float[3])
                .node("MatMul", "h", "x", "w")
                .node("Add", "z", "h", "b")
                .node("Softmax", "y", "z")
                .output("y", 1, "n", 3);
        var shapes = TinyGraph.empty()
                .input("x", 1, "n", 4)
                .longs("shape", 0, 2, 2)
                .longs("axes", 1)
                .node("Reshape", "r", "x", "shape")
                .node("Unsqueeze", "u", "r", "axes")
                .node("Shape", "s", "u")
                .node("ConstantOfShape", "c", "s")
                .node(NodeProto.newBuilder()
                        .setOpType("Concat")
                        .addInput("u")
                        .addInput("c")
                        .addOutput("y")
                        .addAttribute(TinyGraph.number("axis", 0)))
                .output("y", 1, "m", 1, 2, 2);
        var lookup = TinyGraph.empty()
                .input("x", 7, "n")
                .floats("table", List.of(5L, 2L), new float[10])
                .longs("starts", 0)
                .longs("ends", 1)
                .node("Gather", "g", "table", "x")
                .node("Slice", "y", "g", "starts", "ends")
                .output("y", 1, "m", 2);
        var convolution = TinyGraph.empty()
                .input("x", 1, "n", 1, 5, 5)
                .floats("k", List.of(2L, 1L, 3L, 3L), new float[18])
                .node(NodeProto.newBuilder()
                        .setOpType("Conv")
                        .addInput("x")
                        .addInput("k")
                        .addOutput("y")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("pads")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addAllInts(List.of(1L, 1L, 1L, 1L))))
                .output("y", 1, "n", 2, 5, 5);
        return List.of(dense, shapes, lookup, convolution, TinyGraph.identity(8, "n", 2));
    }
}

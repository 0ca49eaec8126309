package io.candor.modelruntime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.fixture.TinyGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelProbeTest {
    private final ModelProbe probe = new ModelProbe(256L << 20, Duration.ofMinutes(2));

    @TempDir
    private Path folder;

    @Test
    void aModelThatRunsTellsWhatItTook() throws Exception {
        var file = TestRepository.BUILT.resolve("minilm-l6-v2/1/model.onnx");

        assertThat(probe.probe(file)).isBetween(Files.size(file), 400L << 20);
    }

    @Test
    void aFileThatIsRefusedTellsWhy() {
        assertThatThrownBy(() -> probe.probe(TinyGraph.write(folder, new byte[] {8, 8})))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessage("It has no graph");
        var unknown =
                TinyGraph.empty().input("x", 1, "n").node("Nonsense", "y", "x").output("y", 1, "n");
        assertThatThrownBy(() -> probe.probe(unknown.write(folder)))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessageContaining("Nonsense");
    }

    @Test
    void aModelThatEatsMemoryHarmsOnlyTheProbe() {
        // What it grows to is computed from its input, so that nothing in the file tells.
        var bomb = TinyGraph.empty()
                .input("x", 1, 1)
                .longs("thousand", 1000)
                .node("Tile", "a", "x", "thousand")
                .node("Tile", "b", "a", "thousand")
                .node("Tile", "y", "b", "thousand")
                .output("y", 1, "n");

        assertThatThrownBy(() -> probe.probe(bomb.write(folder)))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessageMatching("(?s).*(alloc|process that tried it).*");
    }

    @Test
    void aModelThatDoesNotEndIsStopped() {
        var forever = TinyGraph.empty()
                .input("x", 1, 1)
                .longs("many", Long.MAX_VALUE)
                .initializer(ai.onnx.proto.OnnxMl.TensorProto.newBuilder()
                        .setName("true")
                        .setDataType(9)
                        .addInt32Data(1));
        var body = ai.onnx.proto.OnnxMl.GraphProto.newBuilder()
                .setName("body")
                .addInput(scalar("i", 7))
                .addInput(scalar("go", 9))
                .addInput(TinyGraph.value("v", 1, 1))
                .addNode(node("Identity", "again", "go"))
                .addNode(node("Identity", "w", "v"))
                .addOutput(scalar("again", 9))
                .addOutput(TinyGraph.value("w", 1, 1));
        forever.graph()
                .addNode(node("Loop", "y", "many", "true", "x")
                        .addAttribute(ai.onnx.proto.OnnxMl.AttributeProto.newBuilder()
                                .setName("body")
                                .setType(ai.onnx.proto.OnnxMl.AttributeProto.AttributeType.GRAPH)
                                .setG(body)));
        forever.output("y", 1, 1);

        assertThatThrownBy(() -> new ModelProbe(256L << 20, Duration.ofSeconds(8)).probe(forever.write(folder)))
                .hasMessage("It took longer than 8 s to load and run");
    }

    private static ai.onnx.proto.OnnxMl.ValueInfoProto scalar(String name, int type) {
        return TinyGraph.value(name, type);
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }
}

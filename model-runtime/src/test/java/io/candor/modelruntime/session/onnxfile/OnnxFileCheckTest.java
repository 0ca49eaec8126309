package io.candor.modelruntime.session.onnxfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.fixture.TinyGraph;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.session.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileCheckTest {
    @TempDir
    private Path outside;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("model"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm-l6-v2", "bge-small-zh-v1.5", "banking77-en", "goemotions-zh"})
    void theShippedModelsPass(String model) {
        var file = TestRepository.BUILT.resolve(model).resolve("1/model.onnx");

        assertThatCode(() -> OnnxFileCheck.check(file)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoProtobufIsRefused() {
        assertThat(refusal("no protobuf at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .startsWith("It is no");
        assertThat(refusal(new byte[0])).isEqualTo("It has 0 bytes; a model has 1 to 2147483647");
        assertThat(refusal(new byte[] {8, 8})).isEqualTo("It has no graph");
    }

    @Test
    void aFileThatWasCutOffIsRefusedWhereverItWasCut() {
        var whole = weights().model().build().toByteArray();
        for (var length = 1; length < whole.length; length++) {
            TinyGraph.write(folder, Arrays.copyOf(whole, length));
            var file = folder.resolve("model.onnx");

            try {
                OnnxFileCheck.check(file);
            } catch (MalformedOnnxException e) {
                assertThat(e.reason()).isNotEmpty();
                continue;
            }
            // What is left may be a whole model of fewer fields, which ONNX Runtime then judges.
            assertThatCode(() -> openOrRefuse(file)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../weights, leaves the model's folder",
        "a/../../weights, leaves the model's folder",
        "/etc/passwd, leaves the model's folder",
        "nowhere, does not exist",
        "'', is no file of the model's folder",
        "*/_ORT_MEM_ADDR_/*, is no file of the model's folder",
        "'..\\weights', is no file of the model's folder",
        "link, leads out of the model's folder",
        ".,  does not exist"
    })
    void dataOutsideTheFolderAreRefused(String location, String reason) throws IOException {
        Files.write(outside.resolve("weights"), new byte[16]);
        Files.createSymbolicLink(folder.resolve("link"), outside.resolve("weights"));

        assertThat(refusal(external(Map.of("location", location)))).contains(reason.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 16,",
        "4, 16,",
        "5, 16, reaches beyond the end",
        "0, 15, has 15 bytes",
        "-1, 16, tells the offset",
        "99999999999999999999, 16, tells the offset",
        "9223372036854775807, 16, reaches beyond the end",
        "0, x, tells the length"
    })
    void dataBesideTheModelMustHoldTheTensor(String offset, String length, String reason) throws IOException {
        Files.write(folder.resolve("weights"), new byte[20]);
        var model = external(Map.of("location", "weights", "offset", offset, "length", length));

        if (reason == null) {
            assertThatCode(() -> OnnxFileCheck.check(model.write(folder))).doesNotThrowAnyException();
        } else {
            assertThat(refusal(model)).contains(reason);
        }
    }

    @Test
    void theSizeCountsDataBesideTheModelOnce() throws Exception {
        Files.write(folder.resolve("weights"), new byte[1000]);
        var file = external(Map.of("location", "weights")).write(folder);

        assertThat(OnnxFileCheck.size(file)).isEqualTo(1000 + Files.size(file));
    }

    @Test
    void aTensorWhoseDataDoNotFitItsShapeIsRefused() {
        assertThat(refusal(tensor(1, 12, 4))).isEqualTo("Tensor w has 12 bytes, its shape asks for 16");
        assertThat(refusal(tensor(1, 16, -4))).isEqualTo("Tensor w has the dimension -4");
        assertThat(refusal(tensor(1, 16, Long.MAX_VALUE, 2)))
                .isEqualTo("Tensor w has more elements than can be counted");
        assertThat(refusal(tensor(11, 16, Long.MAX_VALUE / 2))).isEqualTo("Tensor w is larger than can be counted");
        assertThat(refusal(tensor(0, 0))).isEqualTo("Tensor w has the unknown datatype 0");
        assertThat(refusal(tensor(77, 16, 4))).isEqualTo("Tensor w has the unknown datatype 77");
        assertThat(refusal(tensor(8, 4, 1))).contains("of strings, which cannot be raw data");
        assertThat(refusal(TinyGraph.identity(1, "n")
                        .initializer(TensorProto.newBuilder()
                                .setName("w")
                                .setDataType(1)
                                .addDims(3)
                                .addFloatData(1))))
                .isEqualTo("Tensor w lists 1 values, its shape asks for 3");
    }

    @ParameterizedTest
    @CsvSource({"22, 2, 3", "22, 2, 4", "16, 8, 4", "20, 4, 4", "15, 64, 4", "25, 1, 4"})
    void datatypesOfEverySizeAreMeasured(int type, int bytes, long elements) {
        assertThatCode(() -> OnnxFileCheck.check(tensor(type, bytes, elements).write(folder)))
                .doesNotThrowAnyException();
    }

    @Test
    void anOperatorOfUnknownOriginIsRefused() {
        var custom = TinyGraph.identity(1, "n")
                .node(NodeProto.newBuilder()
                        .setOpType("Steal")
                        .setDomain("evil")
                        .addOutput("z"));
        assertThat(refusal(custom)).startsWith("Operator Steal is of the unknown domain evil; known are [");
        var context = TinyGraph.identity(1, "n")
                .node(NodeProto.newBuilder()
                        .setOpType("EPContext")
                        .setDomain("com.microsoft")
                        .addOutput("z"));
        assertThat(refusal(context)).isEqualTo("Operator EPContext opens files");
    }

    @Test
    void anUnknownOperatorInAnInnerGraphIsRefused() {
        var inner = GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder().setOpType("Steal").setDomain("evil"));
        assertThat(refusal(TinyGraph.identity(1, "n").node(nesting(inner)))).contains("unknown domain evil");
    }

    @Test
    void graphsNestedTooDeeplyAreRefused() {
        var inner = GraphProto.newBuilder();
        for (var depth = 0; depth < 15; depth++) {
            inner = GraphProto.newBuilder().addNode(nesting(inner));
        }
        var deepest = TinyGraph.identity(1, "n");
        deepest.graph().addNode(nesting(inner));

        assertThat(refusal(deepest)).isEqualTo("Its graphs are nested deeper than 16");
    }

    @ParameterizedTest
    @CsvSource({"0, 17", "14, 17", "8, 27", "8, 0"})
    void versionsThatTheRuntimeDoesNotKnowAreRefused(int ir, int operators) {
        assertThat(refusal(TinyGraph.identity(1, "n").versions(ir, operators))).contains("are known");
    }

    @Test
    void theNewestVersionsThatPassAreTheNewestThatTheRuntimeTakes() {
        var ir = (int) OnnxFileCheck.MAX_IR_VERSION;
        var operators = (int) OnnxFileCheck.MAX_OPERATOR_SET;

        assertThatCode(() -> session(ir, operators).close()).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(OrtException.class, () -> session(ir + 1, operators)))
                .hasMessageContaining("max supported IR version: " + ir);
        assertThat(catchThrowableOfType(OrtException.class, () -> session(ir, operators + 1)))
                .hasMessageContaining("till opset " + operators);
    }

    private OrtSession session(int ir, int operators) throws OrtException {
        var file = TinyGraph.identity(1, "n").versions(ir, operators).write(folder);
        return OrtEnvironment.getEnvironment().createSession(file.toString());
    }

    @Test
    void constantsThatGrowWithoutBoundsAreRefused() {
        var huge = 1L << 32;
        assertThat(refusal(bomb("ConstantOfShape", "y", huge))).contains("at most 1073741824 are allowed");
        assertThat(refusal(bomb("Expand", "y", huge))).startsWith("Operator Expand makes a tensor of");
        assertThat(refusal(bomb("Tile", "y", huge))).startsWith("Operator Tile makes a tensor of");
        assertThat(refusal(bomb("Tile", "y", Long.MAX_VALUE))).startsWith("Operator Tile makes a tensor of");
        assertThatCode(() -> OnnxFileCheck.check(bomb("Tile", "y", 3).write(folder)))
                .doesNotThrowAnyException();
        var random = NodeProto.newBuilder()
                .setOpType("RandomNormal")
                .addOutput("z")
                .addAttribute(AttributeProto.newBuilder().setName("shape").addInts(huge));
        assertThat(refusal(TinyGraph.identity(1, "n").node(random))).startsWith("Operator RandomNormal");
    }

    @Test
    void aSparseTensorThatIsHugeWhenDenseIsRefused() {
        var model = TinyGraph.identity(1, "n");
        model.graph()
                .addSparseInitializer(ai.onnx.proto.OnnxMl.SparseTensorProto.newBuilder()
                        .setValues(TensorProto.newBuilder()
                                .setName("s")
                                .setDataType(1)
                                .addDims(1)
                                .addFloatData(1))
                        .setIndices(TensorProto.newBuilder()
                                .setDataType(7)
                                .addDims(1)
                                .addInt64Data(0))
                        .addDims(1L << 40));

        assertThat(refusal(model)).contains("when it is made dense");
    }

    private static NodeProto.Builder nesting(GraphProto.Builder inner) {
        return NodeProto.newBuilder()
                .setOpType("If")
                .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(inner));
    }

    private static TinyGraph bomb(String operator, String output, long size) {
        var model = TinyGraph.empty().longs("size", size).floats("one", List.of(1L), 1);
        return operator.equals("ConstantOfShape")
                ? model.node(operator, output, "size").output(output, 1, "n")
                : model.node(operator, output, "one", "size").output(output, 1, "n");
    }

    private static TinyGraph weights() {
        return TinyGraph.empty()
                .input("x", 1, "n")
                .floats("w", List.of(1L), 2)
                .node("Mul", "y", "x", "w")
                .output("y", 1, "n");
    }

    private static TinyGraph tensor(int type, int bytes, long... dims) {
        return TinyGraph.identity(1, "n")
                .initializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(type)
                        .addAllDims(Arrays.stream(dims).boxed().toList())
                        .setRawData(ByteString.copyFrom(new byte[bytes])));
    }

    private static TinyGraph external(Map<String, String> entries) {
        var tensor = TensorProto.newBuilder()
                .setName("w")
                .setDataType(1)
                .addDims(4)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        entries.forEach((key, value) -> tensor.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return TinyGraph.identity(1, "n").initializer(tensor);
    }

    private String refusal(TinyGraph model) {
        return refusal(model.model().build().toByteArray());
    }

    private String refusal(byte[] bytes) {
        var file = TinyGraph.write(folder, bytes);
        var refused = catchThrowableOfType(MalformedOnnxException.class, () -> OnnxFileCheck.check(file));
        assertThat(refused).isNotNull();
        return refused.reason();
    }

    private static void openOrRefuse(Path file) {
        try (var graph = new OnnxRuntime(1).open(file)) {
            assertThat(graph.outputs()).isNotNull();
        } catch (OnnxFailureException e) {
            assertThat(e).hasMessageContaining("refuse");
        }
    }
}

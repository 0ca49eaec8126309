package io.candor.modelruntime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.fixture.TinyGraph;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxGraphTest {
    private final OnnxRuntime runtime = new OnnxRuntime(1);

    @TempDir
    private Path folder;

    @Test
    void theGraphTellsItsInputsOutputsAndDevice() {
        try (var graph = runtime.open(TinyGraph.identity(10, "n", 3).write(folder))) {
            assertThat(graph.inputs()).containsExactly(new TensorSpec("x", Datatype.FP16, List.of(-1L, 3L)));
            assertThat(graph.outputs()).containsExactly(new TensorSpec("y", Datatype.FP16, List.of(-1L, 3L)));
            assertThat(graph.device()).isEqualTo(Device.CPU).hasToString("cpu");
            assertThat(graph.deviceReason()).isEqualTo("this build of ONNX Runtime has no CUDA provider");
        }
    }

    @Test
    void aModelThatDemandsCudaIsRefusedWhereThereIsNone() {
        var file = TinyGraph.identity(1, "n").write(folder);

        assertThatThrownBy(() -> runtime.open(file, new GraphSettings(1, Placement.KIND_GPU, List.of(0))))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessage("The model asks for KIND_GPU, but this build of ONNX Runtime has no CUDA provider");
        try (var graph = runtime.open(file, GraphSettings.cpu(1))) {
            assertThat(graph.deviceReason()).isEqualTo("the model asks for KIND_CPU");
        }
    }

    @Test
    void aModelOfAnythingButTensorsIsRefusedByName() {
        var sequence = TinyGraph.empty().input("x", 1, "n").node("SequenceConstruct", "y", "x");
        sequence.graph()
                .addOutput(ValueInfoProto.newBuilder()
                        .setName("y")
                        .setType(TypeProto.newBuilder()
                                .setSequenceType(TypeProto.Sequence.newBuilder()
                                        .setElemType(TypeProto.newBuilder()
                                                .setTensorType(TypeProto.Tensor.newBuilder()
                                                        .setElemType(1))))));

        assertThatThrownBy(() -> runtime.open(sequence.write(folder)))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessage("y is sequence, only tensors can be served");
    }

    @Test
    void aDatatypeThatTheProtocolDoesNotKnowIsRefusedByName() {
        var eightBits = TinyGraph.identity(17, "n").versions(9, 19);

        assertThatThrownBy(() -> runtime.open(eightBits.write(folder)))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessage("x has the datatype FLOAT8E4M3FN, which the protocol does not know");
    }

    @Test
    void aRefusalTellsNoPathOfTheMachine() {
        var file = TinyGraph.empty().node("Nonsense", "y").write(folder);

        assertThatThrownBy(() -> runtime.open(file))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessageStartingWith("ONNX Runtime refuses model.onnx: ")
                .hasMessageNotContaining(folder.toString())
                .hasMessageNotContaining("onnxruntime_src");
        assertThat(OrtMessage.clean("Error code - ORT_FAIL - message: Load model from /a/b.onnx failed:"
                        + "/onnxruntime_src/onnxruntime/core/graph/model.cc:192 onnxruntime::Model::Model(onnx::ModelProto&&,"
                        + " const int*) Unsupported model IR version: 14, max supported IR version: 13\n"))
                .isEqualTo("Unsupported model IR version: 14, max supported IR version: 13");
    }

    @Test
    void aFileThatIsMalformedIsRefusedBeforeTheRuntimeSeesIt() {
        var file = TinyGraph.write(folder, new byte[] {8, 8});

        assertThatThrownBy(() -> runtime.open(file))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessage("model.onnx is refused: It has no graph");
    }

    @Test
    void withOneThreadAllInstancesShareTheWeights() {
        var file = TestRepository.BUILT.resolve("minilm-l6-v2/1/model.onnx");
        try (var graph = runtime.open(file, GraphSettings.cpu(1))) {
            var before = graph.memory();

            assertThat(graph.runners(3)).hasSize(3);

            assertThat(graph.memory()).isEqualTo(before);
        }
    }

    @Test
    void withMoreThreadsEachInstanceHasItsOwnWeightsAndTheMemoryTellsSo() throws Exception {
        var file = TestRepository.BUILT.resolve("minilm-l6-v2/1/model.onnx");
        try (var graph = runtime.open(file, GraphSettings.cpu(2))) {
            graph.runners(2);

            assertThat(graph.memory()).isGreaterThanOrEqualTo(2 * Files.size(file));
            assertThat(OnnxRuntime.estimate(file, 2)).isEqualTo(2 * Files.size(file));
        }
    }

    @Test
    void aClosedGraphRefusesToRunAndCanBeClosedAgain() {
        var graph = runtime.open(TinyGraph.identity(1, "n").write(folder));
        var runner = graph.runners(1).getFirst();

        graph.close();
        graph.close();
        runner.close();

        assertThatThrownBy(() -> runner.run(List.of(call()))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> graph.runners(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWaitsForTheRunsInFlight() throws Exception {
        var graph = runtime.open(TinyGraph.identity(1, "n").write(folder));
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var run = CompletableFuture.runAsync(() -> graph.use(() -> {
            running.countDown();
            await(goOn);
        }));
        running.await();

        var closing = CompletableFuture.runAsync(graph::close);
        assertThatThrownBy(() -> closing.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        goOn.countDown();

        run.get();
        closing.get();
        assertThatThrownBy(() -> graph.use(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void loadsAndFailedLoadsLeaveNoMemoryBehind() throws IOException {
        var weights = new float[1 << 18];
        var good = TinyGraph.empty()
                .input("x", 1, "n", 512)
                .floats("w", List.of(512L, 512L), weights)
                .node("MatMul", "y", "x", "w")
                .output("y", 1, "n", 512);
        var files = List.of(
                good.write(folder),
                good.node("Nonsense", "z", "y").write(Files.createDirectory(folder.resolve("bad"))));
        for (var i = 0; i < 20; i++) {
            loadAndRun(files.get(i % 2));
        }
        System.gc();
        ProcessMemory.trim();
        var before = ProcessMemory.resident();

        for (var i = 0; i < 200; i++) {
            loadAndRun(files.get(i % 2));
        }

        System.gc();
        ProcessMemory.trim();
        // Each model holds 1 MiB of weights: 100 that stayed would show.
        assertThat(ProcessMemory.resident() - before).isLessThan(50L << 20);
    }

    private void loadAndRun(Path file) {
        try (var graph = runtime.open(file)) {
            var runner = graph.runners(1).getFirst();
            var input = Tensor.ofFloats("x", List.of(1L, 512L), new float[512]);
            runner.run(List.of(new GraphCall(Map.of("x", input), List.of(), true)));
        } catch (OnnxFailureException e) {
            assertThat(e).hasMessageContaining("Nonsense");
        }
    }

    private static GraphCall call() {
        return new GraphCall(Map.of("x", Tensor.ofFloats("x", List.of(1L), new float[1])), List.of(), true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

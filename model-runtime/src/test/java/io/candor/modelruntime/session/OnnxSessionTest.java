package io.candor.modelruntime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.modelruntime.fixture.TestRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnnxSessionTest {
    private final OnnxRuntime runtime = new OnnxRuntime(1);
    private final TestRepository repository = TestRepository.empty().head("tone", "minilm", "tone", 4, 3);
    private final FloatTensor input = new FloatTensor(List.of(2L, 4L), new float[] {1, 0, 0, 0, 0, 1, 0, 0});

    @Test
    void onlyTheWantedOutputIsComputed() {
        try (var session = runtime.open(file())) {
            var outputs = session.run("embedding", input, Set.of("tone_oos"));

            assertThat(outputs).containsOnlyKeys("tone_oos");
            assertThat(outputs.get("tone_oos").shape()).containsExactly(2L);
        }
    }

    @Test
    void theGraphTellsItsInputsOutputsAndDevice() {
        try (var session = runtime.open(file())) {
            assertThat(session.inputs()).containsExactly("embedding");
            assertThat(session.outputs())
                    .containsEntry("tone", List.of(-1L, 3L))
                    .containsEntry("tone_oos", List.of(-1L));
            assertThat(session.device()).isEqualTo(Device.CPU).hasToString("cpu");
        }
    }

    @Test
    void aFileThatIsNoModelIsRefusedWithAReason() {
        repository.overwrite("tone", "model.onnx", "no protobuf");

        assertThatThrownBy(() -> runtime.open(file()))
                .isInstanceOf(OnnxFailureException.class)
                .hasMessageStartingWith("ONNX Runtime refuses model.onnx");
    }

    @Test
    void aClosedSessionRefusesToRun() {
        var session = runtime.open(file());

        session.close();
        session.close();

        assertThatThrownBy(() -> session.run("embedding", input, Set.of("tone")))
                .isInstanceOf(IllegalStateException.class);
    }

    private Path file() {
        return repository.root().resolve("tone/1/model.onnx");
    }
}

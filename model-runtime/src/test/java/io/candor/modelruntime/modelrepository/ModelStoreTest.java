package io.candor.modelruntime.modelrepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.modelruntime.fixture.TestRepository;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelStoreTest {
    private static final String OUTSIDE = """
            kind: text-pipeline
            encoder: minilm
            heads: []
            files:
              - {path: ../../secret, sha256: 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a}
            """;

    @Test
    void aFileThatWasChangedMakesItsModelUnavailableAndNoOther() {
        var repository = TestRepository.empty()
                .head("tone", "minilm", "tone", 4, 2)
                .head("topic", "minilm", "topic", 4, 2)
                .overwrite("tone", "model.onnx", "changed");

        var store = StoredModels.read(repository.root());

        assertThat(store.models()).extracting(StoredModel::id).containsExactly(new ModelId("topic", "1"));
        assertThat(store.unavailable().get(new ModelId("tone", "1")))
                .startsWith("model.onnx has the SHA-256 ")
                .contains(", but model.yaml says ");
    }

    @Test
    void aMissingDescriptionAndAMissingFileAreReasons() throws Exception {
        var repository = TestRepository.empty().head("tone", "minilm", "tone", 4, 2);
        java.nio.file.Files.delete(repository.root().resolve("tone/1/model.onnx"));
        java.nio.file.Files.createDirectories(repository.root().resolve("bare/1"));

        var unavailable = StoredModels.read(repository.root()).unavailable();

        assertThat(unavailable)
                .containsEntry(new ModelId("tone", "1"), "model.onnx is missing")
                .containsEntry(new ModelId("bare", "1"), "model.yaml is missing");
    }

    @Test
    void noFileOutsideTheModelsFolderIsRead() {
        var repository = TestRepository.empty().describe("evil", OUTSIDE);

        assertThat(StoredModels.read(repository.root()).unavailable())
                .containsEntry(new ModelId("evil", "1"), "../../secret lies outside the model's folder");
    }

    @Test
    void versionsAreOrderedByNumber() {
        assertThat(new ModelId("a", "10")).isGreaterThan(new ModelId("a", "9"));
    }

    @Test
    void aRepositoryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> StoredModels.read(Path.of("target", "no-such-folder")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("model repository");
    }
}

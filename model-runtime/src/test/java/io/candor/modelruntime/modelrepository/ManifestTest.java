package io.candor.modelruntime.modelrepository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private final StoredModel head = stored("tone", Map.of("model.yaml", "aa", "model.onnx", "bb"));
    private final StoredModel encoder = stored("minilm", Map.of("model.onnx", "cc"));

    @Test
    void filesStandInTheOrderOfTheirPathsAsSha256sumWritesThem() {
        assertThat(Manifest.text(List.of(head, encoder)))
                .isEqualTo("cc  minilm/1/model.onnx\nbb  tone/1/model.onnx\naa  tone/1/model.yaml\n");
    }

    @Test
    void theDigestDependsOnTheFilesAndNotOnTheirOrderOrRepetition() {
        var digest = Manifest.sha256(List.of(head, encoder));

        assertThat(digest)
                .hasSize(64)
                .isEqualTo(Manifest.sha256(List.of(encoder, head, encoder)))
                .isNotEqualTo(Manifest.sha256(List.of(head)));
    }

    private static StoredModel stored(String name, Map<String, String> digests) {
        var definition = new ModelDefinition.TextPipeline(new ModelId(name, "1"), "minilm", List.of());
        return new StoredModel(definition, Path.of("."), digests);
    }
}

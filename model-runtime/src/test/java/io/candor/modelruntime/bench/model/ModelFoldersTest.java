package io.candor.modelruntime.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.modelruntime.bench.bare.BareGraph;
import io.candor.modelruntime.bench.model.ModelFolders.Layout;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {
    private static final Layout LAYOUT = new Layout(8, 1, 1);

    @TempDir
    Path folder;

    private ModelFolders models;

    @BeforeEach
    void open() {
        models = new ModelFolders(folder);
    }

    @Test
    void theIdentityModelGivesItsInputBack() {
        models.identity("identity", "1", LAYOUT);

        try (var graph = new BareGraph(models.file("identity", "1"), 1)) {
            var input = Inputs.ones(3, Inputs.WIDTH);
            assertThat(graph.run(input).data()).isEqualTo(input.getFirst().data());
        }
    }

    @Test
    void theSquareModelRuns() {
        models.square("square", "2", LAYOUT, 32);

        try (var graph = new BareGraph(models.file("square", "2"), 1)) {
            assertThat(graph.run(Inputs.ones(2, 32)).shape()).containsExactly(2L, 32L);
        }
    }

    @Test
    void brokenFilesAreRefusedByOnnxRuntime() {
        models.truncated("truncated", LAYOUT);
        models.garbage("garbage", LAYOUT);
        models.withoutWeights("without", LAYOUT);

        for (var name : new String[] {"truncated", "garbage", "without"}) {
            assertThatThrownBy(() -> new BareGraph(models.file(name, "1"), 1))
                    .as(name)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aRemovedVersionIsGone() {
        models.identity("identity", "1", LAYOUT);

        models.remove("identity", "1");

        assertThat(folder.resolve("identity").resolve("1")).doesNotExist();
    }
}

package io.candor.launcher.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRuntimeBenchTest {

    @Test
    void anUnknownProfileIsRefusedWithThoseThatThereAre() {
        var root = Path.of("project");
        var state = new StateFolder(Path.of("state"));

        assertThatThrownBy(() -> new ModelRuntimeBench(root, state, "slow", List.of()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("slow")
                .hasMessageContaining("quick, full");
    }
}

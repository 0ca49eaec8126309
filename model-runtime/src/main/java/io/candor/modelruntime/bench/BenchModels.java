package io.candor.modelruntime.bench;

import io.candor.modelruntime.bench.model.Inputs;
import io.candor.modelruntime.bench.model.ModelFolders;
import io.candor.modelruntime.bench.model.ModelFolders.Layout;
import io.candor.modelruntime.bench.row.SwapRow;
import io.candor.modelruntime.bench.server.RuntimeControl;
import java.nio.file.Path;
import java.util.List;

/** The models of the runtime under load. */
final class BenchModels implements SwapRow.Versions {
    static final String IDENTITY = "identity";
    static final String MINILM = "minilm";
    static final String SWAPPED = "swapped";
    static final String LOADED = "loaded";
    static final List<String> BROKEN = List.of("truncated", "garbage", "without-weights", "wrong-digest");

    private static final Layout SMALL = new Layout(8, 1, 1);
    private static final int LOADED_WIDTH = 1024;

    private final ModelFolders folders;
    private int version = 1;

    BenchModels(Path root) {
        this.folders = new ModelFolders(root);
    }

    Path root() {
        return folders.root();
    }

    Path identityFile() {
        return folders.file(IDENTITY, "1");
    }

    /** What is there when the runtime starts. */
    void write(Path minilm, Layout layout) {
        folders.identity(IDENTITY, "1", SMALL);
        folders.graph(MINILM, layout, minilm);
        folders.identity(SWAPPED, "1", SMALL);
    }

    /** What is loaded only later. */
    void writeMore() {
        folders.square(LOADED, "1", SMALL, LOADED_WIDTH);
        folders.truncated(BROKEN.get(0), SMALL);
        folders.garbage(BROKEN.get(1), SMALL);
        folders.withoutWeights(BROKEN.get(2), SMALL);
        folders.wrongDigest(BROKEN.get(3), SMALL);
    }

    /** How wide the swapped model's input is. */
    int swappedWidth() {
        return Inputs.WIDTH;
    }

    @Override
    public void next(RuntimeControl control) throws InterruptedException {
        version++;
        folders.identity(SWAPPED, Integer.toString(version), SMALL);
        if (!control.load(SWAPPED)) {
            throw new IllegalStateException("The runtime refused version " + version + " of " + SWAPPED);
        }
        folders.remove(SWAPPED, Integer.toString(version - 1));
        if (!control.load(SWAPPED)) {
            throw new IllegalStateException("The runtime refused to go on without version " + (version - 1));
        }
    }
}

package io.candor.launcher;

import io.candor.launcher.state.FolderTree;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Empties the state folder, but for the records of what runs and the log that is being written. */
final class FreshStart {
    private final StateFolder state;

    FreshStart(StateFolder state) {
        this.state = state;
    }

    void clear() {
        try (var entries = Files.list(state.root())) {
            for (var entry : entries.toList()) {
                if (!entry.equals(state.run()) && !entry.equals(state.logs())) {
                    delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        state.create();
    }

    private static void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            FolderTree.delete(entry);
        } else {
            Files.delete(entry);
        }
    }
}

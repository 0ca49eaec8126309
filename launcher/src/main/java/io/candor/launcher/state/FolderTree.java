package io.candor.launcher.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder with everything in it. */
public final class FolderTree {
    private FolderTree() {}

    /** Removes it, if it is there; links in it are removed, never followed. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }

    /** Makes a new empty folder in the place of what a killed attempt may have left there. */
    public static Path createAnew(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }
}

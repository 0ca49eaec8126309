package io.candor.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory that a process with its children keeps resident; pages they share count once. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** Megabytes of the whole tree below that process. */
    public static long ofTree(long pid) {
        var children = ProcessHandle.of(pid).map(ProcessHandle::descendants).orElse(Stream.empty());
        return (kilobytes(pid)
                        + children.mapToLong(child -> kilobytes(child.pid())).sum())
                / 1024;
    }

    /** Megabytes of that process alone. */
    public static long ofProcess(long pid) {
        return kilobytes(pid) / 1024;
    }

    private static long kilobytes(long pid) {
        var folder = Path.of("/proc", Long.toString(pid));
        var proportional = field(folder.resolve("smaps_rollup"), "Pss:");
        return proportional > 0 ? proportional : field(folder.resolve("status"), "VmRSS:");
    }

    private static long field(Path file, String name) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return 0;
        }
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}

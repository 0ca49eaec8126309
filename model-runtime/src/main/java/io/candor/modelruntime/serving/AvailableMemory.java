package io.candor.modelruntime.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory processes can still have: of the machine (Linux, {@code /proc/meminfo}) and of the container (cgroup v2). */
final class AvailableMemory {
    private final Path meminfo;
    private final Path cgroup;

    AvailableMemory(Path meminfo, Path cgroup) {
        this.meminfo = meminfo;
        this.cgroup = cgroup;
    }

    /** That of the machine this runs on. */
    static AvailableMemory ofThisMachine() {
        return new AvailableMemory(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
    }

    /** In bytes; the largest number where the system does not tell. */
    long bytes() {
        return Math.min(machine().orElse(Long.MAX_VALUE), container().orElse(Long.MAX_VALUE));
    }

    private OptionalLong machine() {
        return lines(meminfo).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /** The limit less what is in use; a page cache that can be dropped is not. */
    private OptionalLong container() {
        var limit = number(cgroup.resolve("memory.max"));
        var current = number(cgroup.resolve("memory.current"));
        if (limit.isEmpty() || current.isEmpty()) {
            return OptionalLong.empty();
        }
        var cache = lines(cgroup.resolve("memory.stat")).stream()
                .filter(line -> line.startsWith("inactive_file "))
                .mapToLong(line -> Long.parseLong(line.substring("inactive_file ".length())))
                .findFirst()
                .orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - current.getAsLong() + cache));
    }

    private static OptionalLong number(Path file) {
        return lines(file).stream()
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}

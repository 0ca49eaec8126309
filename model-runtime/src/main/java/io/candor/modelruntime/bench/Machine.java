package io.candor.modelruntime.bench;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.row.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
record Machine(int cores, String processor, long memoryMib, String system, String jvm) {

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field(Path.of("/proc/cpuinfo"), "model name"),
                Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    ObjectNode figures() {
        return Figures.object()
                .put("cores", cores)
                .put("processor", processor)
                .put("memory_mib", memoryMib)
                .put("system", system)
                .put("jvm", jvm)
                .put("clients", "in one process on the same cores as the server");
    }

    /** What ran, by name. */
    static ObjectNode versions() {
        return Figures.object()
                .put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
    }

    private static String field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}

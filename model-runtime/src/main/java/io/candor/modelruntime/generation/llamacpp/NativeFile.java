package io.candor.modelruntime.generation.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Copies the native library out of its jar into a folder of this process: other processes may use the same jar. */
final class NativeFile {
    private static final String ROOT = "/de/kherud/llama/";

    private NativeFile() {}

    /** The copy; the caller deletes it once it is loaded. */
    static Path extract() throws IOException {
        var resource = ROOT + system(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (var library = NativeFile.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("the class path holds no " + resource);
            }
            var folder = Files.createTempDirectory("candor-llama");
            var file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            Files.copy(library, file);
            return file;
        }
    }

    static String system(String name, String architecture) throws IOException {
        var machine = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> throw new IOException("llama.cpp is not there for the processor " + architecture);
        };
        if (name.equals("Linux")) {
            return "Linux/" + machine + "/libjllama.so";
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return "Mac/" + machine + "/libjllama.dylib";
        }
        throw new IOException("llama.cpp is not there for " + name);
    }

    static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling("").normalize());
    }
}

package io.candor.modelruntime.generation.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Whether this machine's processor can run the native library, which would end the process where it cannot. */
final class Processor {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final Set<String> NEEDED = Set.of("avx2", "fma", "f16c");

    private Processor() {}

    /** Checks an x86-64 processor where the system tells of it, as Linux does. */
    static void requireUsable() throws IOException {
        var architecture = System.getProperty("os.arch");
        if ((architecture.equals("amd64") || architecture.equals("x86_64")) && Files.isReadable(DESCRIPTION)) {
            requireUsable(Files.readString(DESCRIPTION));
        }
    }

    static void requireUsable(String description) throws IOException {
        for (var line : description.lines().toList()) {
            if (line.startsWith("flags")) {
                var flags =
                        List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+"));
                if (!flags.containsAll(NEEDED)) {
                    throw new IOException("this machine's processor lacks what llama.cpp needs: AVX2, FMA and F16C");
                }
                return;
            }
        }
    }
}

package io.candor.modelruntime.session;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The native memory of this process, as Linux and glibc tell it. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final @Nullable MethodHandle MALLOC_TRIM = mallocTrim();

    private ProcessMemory() {}

    /** The anonymous memory that is resident, in bytes; 0 where the system does not tell. */
    static long resident() {
        return status("RssAnon:");
    }

    /** The most memory that was resident so far, in bytes; 0 where the system does not tell. */
    static long peak() {
        return status("VmHWM:");
    }

    private static long status(String field) {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Gives freed memory back to the system, which glibc by itself keeps for its next allocation. */
    static void trim() {
        if (MALLOC_TRIM == null) {
            return;
        }
        try {
            var unused = (int) MALLOC_TRIM.invokeExact(0L);
        } catch (Throwable e) {
            throw new IllegalStateException("Calling malloc_trim failed", e);
        }
    }

    private static @Nullable MethodHandle mallocTrim() {
        var linker = Linker.nativeLinker();
        Optional<MethodHandle> found = linker.defaultLookup()
                .find("malloc_trim")
                .map(function -> linker.downcallHandle(
                        function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
        return found.orElse(null);
    }
}

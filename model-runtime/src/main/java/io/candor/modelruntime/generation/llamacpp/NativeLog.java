package io.candor.modelruntime.generation.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What llama.cpp logs: errors are kept for whoever made the call in the same thread, the rest is for debugging. */
final class NativeLog {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLog.class);
    private static final int ERROR = 4;
    private static final ThreadLocal<String> LAST_ERROR = ThreadLocal.withInitial(() -> "");

    private NativeLog() {}

    /** What llama.cpp said last in this thread about a failure; asking forgets it. */
    static String takeError() {
        var error = LAST_ERROR.get();
        LAST_ERROR.remove();
        return error;
    }

    static MemorySegment stub(Linker linker) {
        try {
            var handle = MethodHandles.lookup()
                    .findStatic(
                            NativeLog.class,
                            "log",
                            MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class));
            return linker.upcallStub(handle, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void log(int level, MemorySegment text, MemorySegment ignored) {
        if (level == ERROR) {
            // The first line says what is wrong with the file; the ones after it only that loading failed.
            var line = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
            if (LAST_ERROR.get().isEmpty()) {
                LAST_ERROR.set(line);
            }
            LOG.debug("llama.cpp: {}", line);
        }
    }
}

package io.candor.modelruntime.generation.llamacpp;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Tells a computation that runs to stop; llama.cpp asks before each node of its graph. */
final class AbortFlag {
    private volatile boolean raised;

    void raise() {
        raised = true;
    }

    void lower() {
        raised = false;
    }

    boolean isRaised() {
        return raised;
    }

    MethodHandle handle() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(AbortFlag.class, "ask", MethodType.methodType(boolean.class, MemorySegment.class))
                    .bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean ask(MemorySegment ignored) {
        return raised;
    }
}

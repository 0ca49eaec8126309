package io.candor.modelruntime.session;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Where tensors lie that this process reads and writes: plain memory, or on CUDA pinned memory, which the card copies itself. */
final class HostMemory implements AutoCloseable {
    private static final int DEVICE_ALLOCATOR = 0;
    private static final int MEMORY_CPU_OUTPUT = -1;
    private static final int MEMORY_DEFAULT = 0;

    private final long memoryInfo;
    private final long allocator;
    private final boolean owned;

    private HostMemory(long memoryInfo, long allocator, boolean owned) {
        this.memoryInfo = memoryInfo;
        this.allocator = allocator;
        this.owned = owned;
    }

    /** Memory of the C heap, aligned as ONNX Runtime wants it. */
    static HostMemory plain() {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ValueLayout.JAVA_LONG);
            OrtApi.defaultAllocator(out.address());
            var allocator = out.get(ValueLayout.JAVA_LONG, 0);
            return new HostMemory(memoryInfo("Cpu", MEMORY_DEFAULT), allocator, false);
        }
    }

    /**
     * Pinned memory for {@code session}, which runs on CUDA.
     *
     * @throws OnnxFailureException when CUDA gives none
     */
    static HostMemory pinned(long session) {
        var memoryInfo = memoryInfo("CudaPinned", MEMORY_CPU_OUTPUT);
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ValueLayout.JAVA_LONG);
            OrtApi.createAllocator(session, memoryInfo, out.address());
            return new HostMemory(memoryInfo, out.get(ValueLayout.JAVA_LONG, 0), true);
        } catch (OnnxFailureException e) {
            OrtApi.releaseMemoryInfo(memoryInfo);
            throw e;
        }
    }

    private static long memoryInfo(String name, int type) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ValueLayout.JAVA_LONG);
            OrtApi.createMemoryInfo(arena.allocateFrom(name).address(), DEVICE_ALLOCATOR, 0, type, out.address());
            return out.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    /** The address of its {@code OrtMemoryInfo}. */
    long memoryInfo() {
        return memoryInfo;
    }

    /** The address of its {@code OrtAllocator}. */
    long allocator() {
        return allocator;
    }

    MemorySegment allocate(long bytes) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ValueLayout.JAVA_LONG);
            OrtApi.allocate(allocator, bytes, out.address());
            return MemorySegment.ofAddress(out.get(ValueLayout.JAVA_LONG, 0)).reinterpret(bytes);
        }
    }

    void free(MemorySegment memory) {
        OrtApi.free(allocator, memory.address());
    }

    @Override
    public void close() {
        OrtApi.releaseMemoryInfo(memoryInfo);
        if (owned) {
            OrtApi.releaseAllocator(allocator);
        }
    }
}

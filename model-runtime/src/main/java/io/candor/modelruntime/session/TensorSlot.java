package io.candor.modelruntime.session;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The reused memory of one input or output, and the OrtValue over it, which is made anew only when the shape changes. */
final class TensorSlot implements AutoCloseable {
    /** What is kept between runs; a larger tensor's memory goes back after its run. */
    private static final long KEPT = 16L << 20;

    private static final long SMALLEST = 256;

    private final HostMemory host;
    private final MemorySegment scratch;
    private final int onnxType;
    private final int elementSize;
    private MemorySegment memory = MemorySegment.NULL;
    private long[] shape = {};
    private long value;

    /** @param scratch room for a shape of any rank and an address */
    TensorSlot(HostMemory host, MemorySegment scratch, int onnxType, int elementSize) {
        this.host = host;
        this.scratch = scratch;
        this.onnxType = onnxType;
        this.elementSize = elementSize;
    }

    /** Makes it fit {@code wanted}; true when the OrtValue is another one than before. */
    boolean reshape(long[] wanted) {
        if (value != 0 && Arrays.equals(shape, wanted)) {
            return false;
        }
        var bytes = elements(wanted) * elementSize;
        release();
        if (memory.byteSize() < bytes || memory.address() == 0) {
            free();
            memory = host.allocate(Math.max(SMALLEST, Long.highestOneBit(Math.max(1, bytes - 1)) << 1));
        }
        scratch.setAtIndex(ValueLayout.JAVA_LONG, 0, 0);
        MemorySegment.copy(wanted, 0, scratch, ValueLayout.JAVA_LONG, Long.BYTES, wanted.length);
        OrtApi.createTensorOver(
                host.memoryInfo(),
                memory.address(),
                bytes,
                scratch.address() + Long.BYTES,
                wanted.length,
                onnxType,
                scratch.address());
        value = scratch.get(ValueLayout.JAVA_LONG, 0);
        shape = wanted.clone();
        return true;
    }

    /** The OrtValue, or 0. */
    long value() {
        return value;
    }

    long[] shape() {
        return shape;
    }

    /** Exactly the memory of the tensor. */
    MemorySegment memory() {
        return memory.asSlice(0, elements(shape) * elementSize);
    }

    static long elements(long[] shape) {
        var product = 1L;
        for (var dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    /** Gives back what is too large to be kept. */
    void shrink() {
        if (memory.byteSize() > KEPT) {
            release();
            free();
        }
    }

    private void release() {
        if (value != 0) {
            OrtApi.releaseValue(value);
            value = 0;
        }
    }

    private void free() {
        if (memory.address() != 0) {
            host.free(memory);
            memory = MemorySegment.NULL;
        }
    }

    @Override
    public void close() {
        release();
        free();
    }
}

package io.candor.modelruntime.session;

import io.candor.modelruntime.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** One input of a {@link BoundGraph}. */
final class BoundInput implements AutoCloseable {
    private final GraphPort port;
    private final HostMemory host;
    private final MemorySegment scratch;
    private final boolean copiedWhenBound;
    private final TensorSlot slot;
    private long strings;
    private long[] shape = {};
    private boolean changed;

    /** @param copiedWhenBound whether binding copies the tensor to a device, so that it must be bound for each run */
    BoundInput(GraphPort port, HostMemory host, MemorySegment scratch, boolean copiedWhenBound) {
        this.port = port;
        this.host = host;
        this.scratch = scratch;
        this.copiedWhenBound = copiedWhenBound;
        this.slot = new TensorSlot(
                host, scratch, port.onnxType(), port.spec().datatype().size());
    }

    GraphPort port() {
        return port;
    }

    long[] shape() {
        return shape;
    }

    /** The memory to fill, of exactly the size that {@code wanted} asks for. */
    MemorySegment memory(long[] wanted) {
        changed |= slot.reshape(wanted);
        shape = slot.shape();
        return slot.memory();
    }

    /** Takes the strings of {@code parts} one after the other. */
    void strings(long[] wanted, List<Tensor> parts) {
        releaseStrings();
        MemorySegment.copy(wanted, 0, scratch, ValueLayout.JAVA_LONG, Long.BYTES, wanted.length);
        OrtApi.createTensor(
                host.allocator(), scratch.address() + Long.BYTES, wanted.length, port.onnxType(), scratch.address());
        strings = scratch.get(ValueLayout.JAVA_LONG, 0);
        shape = wanted.clone();
        changed = true;
        var index = 0L;
        for (var part : parts) {
            var data = part.data();
            while (data.hasRemaining()) {
                var length = data.getInt();
                OrtApi.stringElement(strings, index++, length, scratch.address());
                MemorySegment.ofAddress(scratch.get(ValueLayout.JAVA_LONG, 0))
                        .reinterpret(length)
                        .copyFrom(MemorySegment.ofBuffer(data.slice(data.position(), length)));
                data.position(data.position() + length);
            }
        }
    }

    void bind(long binding) {
        if (changed || copiedWhenBound) {
            OrtApi.bindInput(binding, port.nativeName(), port.isBytes() ? strings : slot.value());
            changed = false;
        }
    }

    /** The binding has forgotten it. */
    void unbound() {
        changed = true;
    }

    /** Gives back what is not kept between runs. */
    void release() {
        releaseStrings();
        slot.shrink();
    }

    private void releaseStrings() {
        if (strings != 0) {
            OrtApi.releaseValue(strings);
            strings = 0;
        }
    }

    @Override
    public void close() {
        releaseStrings();
        slot.close();
    }
}

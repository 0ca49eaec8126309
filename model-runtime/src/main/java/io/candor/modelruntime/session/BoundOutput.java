package io.candor.modelruntime.session;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One output of a {@link BoundGraph}: written into memory of its own where its shape is known before the run. */
final class BoundOutput implements AutoCloseable {
    private static final int MAX_RANK = 64;

    private final GraphPort port;
    private final MemorySegment scratch;
    private final TensorSlot slot;
    private final long[] expected;
    private @Nullable ShapeRule rule;
    private boolean pinned;
    private long allocated;
    private long[] shape = {};

    BoundOutput(GraphPort port, List<GraphPort> inputs, HostMemory host, MemorySegment scratch) {
        this.port = port;
        this.scratch = scratch;
        this.slot = new TensorSlot(
                host, scratch, port.onnxType(), port.spec().datatype().size());
        this.rule = ShapeRule.of(port, inputs);
        this.expected = new long[port.shape().length];
    }

    GraphPort port() {
        return port;
    }

    /** Whether the last binding gave it memory of its own. */
    boolean isPinned() {
        return pinned;
    }

    /** Binds it for the next run. @param afresh whether the binding knows nothing of it */
    void bind(long binding, long[][] inputShapes, long cpu, boolean afresh, boolean pinning) {
        var known = rule;
        if (known == null || !pinning || !known.apply(inputShapes, expected)) {
            pinned = false;
            OrtApi.bindOutputToDevice(binding, port.nativeName(), cpu);
            return;
        }
        var changed = slot.reshape(expected);
        if (changed || afresh || !pinned) {
            OrtApi.bindOutput(binding, port.nativeName(), slot.value());
        }
        pinned = true;
        shape = slot.shape();
    }

    /** Takes what ONNX Runtime allocated in the last run. */
    void take(long value) {
        allocated = value;
        OrtApi.typeAndShape(value, scratch.address());
        var typeAndShape = scratch.get(ValueLayout.JAVA_LONG, 0);
        OrtApi.dimensionsCount(typeAndShape, scratch.address());
        var rank = Math.toIntExact(scratch.get(ValueLayout.JAVA_LONG, 0));
        if (rank > MAX_RANK) {
            throw new OnnxFailureException(port.spec().name() + " came with " + rank + " dimensions");
        }
        OrtApi.dimensions(typeAndShape, scratch.address(), rank);
        OrtApi.releaseTypeAndShape(typeAndShape);
        shape = new long[rank];
        MemorySegment.copy(scratch, ValueLayout.JAVA_LONG, 0, shape, 0, rank);
    }

    /** Gives up on knowing the shape beforehand when the last run showed another one. */
    void learn(long[][] inputShapes) {
        if (rule != null && (!rule.apply(inputShapes, expected) || !Arrays.equals(expected, shape))) {
            rule = null;
        }
    }

    long[] shape() {
        return shape;
    }

    MemorySegment memory() {
        if (pinned) {
            return slot.memory();
        }
        var bytes = TensorSlot.elements(shape) * port.spec().datatype().size();
        OrtApi.tensorMemory(allocated, scratch.address());
        return MemorySegment.ofAddress(scratch.get(ValueLayout.JAVA_LONG, 0)).reinterpret(bytes);
    }

    /** Its strings in the protocol's raw form, each in a buffer of its own. */
    ByteBuffer[] strings() {
        var count = Math.toIntExact(TensorSlot.elements(shape));
        OrtApi.stringsLength(allocated, scratch.address());
        var length = Math.toIntExact(scratch.get(ValueLayout.JAVA_LONG, 0));
        var strings = new ByteBuffer[count];
        try (var arena = Arena.ofConfined()) {
            var content = arena.allocate(Math.max(1, length));
            var offsets = arena.allocate(ValueLayout.JAVA_LONG, Math.max(1, count));
            OrtApi.stringsContent(allocated, content.address(), length, offsets.address(), count);
            for (var i = 0; i < count; i++) {
                var start = Math.toIntExact(offsets.getAtIndex(ValueLayout.JAVA_LONG, i));
                var end = i + 1 < count ? Math.toIntExact(offsets.getAtIndex(ValueLayout.JAVA_LONG, i + 1)) : length;
                var raw = ByteBuffer.allocate(Integer.BYTES + end - start).order(ByteOrder.LITTLE_ENDIAN);
                raw.putInt(end - start);
                MemorySegment.copy(content, ValueLayout.JAVA_BYTE, start, raw.array(), Integer.BYTES, end - start);
                strings[i] = raw.clear();
            }
        }
        return strings;
    }

    /** Gives back what is not kept between runs. */
    void release() {
        if (allocated != 0) {
            OrtApi.releaseValue(allocated);
            allocated = 0;
        }
        slot.shrink();
    }

    @Override
    public void close() {
        release();
        slot.close();
    }
}

package io.candor.modelruntime.session;

import io.candor.modelruntime.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * One instance of a graph with an I/O binding of its own: its inputs and outputs lie in native memory that is reused from run
 * to run. For one thread at a time: fill the inputs, {@link #run}, read the outputs, {@link #release}.
 */
public final class BoundGraph implements AutoCloseable {
    private static final int SCRATCH = 65;

    private final OnnxGraph graph;
    private final GraphSession session;
    private final Arena arena = Arena.ofShared();
    private final HostMemory host;
    private final HostMemory plain;
    private final MemorySegment scratch;
    private final long binding;
    private final List<BoundInput> inputs;
    private final List<BoundOutput> outputs;
    private final long[][] inputShapes;
    private final boolean takesStrings;
    private boolean[] bound;
    private boolean allocated;
    private boolean closed;

    BoundGraph(OnnxGraph graph, GraphSession session) {
        this.graph = graph;
        this.session = session;
        this.plain = HostMemory.plain();
        this.host = session.device() == Device.CUDA ? session.pinned(plain) : plain;
        this.scratch = arena.allocate(ValueLayout.JAVA_LONG, SCRATCH);
        OrtApi.createBinding(session.handle(), scratch.address());
        this.binding = scratch.get(ValueLayout.JAVA_LONG, 0);
        this.inputs = graph.inputPorts().stream()
                .map(port ->
                        new BoundInput(port, port.isBytes() ? plain : host, scratch, session.device() != Device.CPU))
                .toList();
        this.outputs = graph.outputPorts().stream()
                .map(port -> new BoundOutput(port, graph.inputPorts(), host, scratch))
                .toList();
        this.inputShapes = new long[inputs.size()][];
        this.takesStrings = graph.inputPorts().stream().anyMatch(GraphPort::isBytes);
        this.bound = new boolean[outputs.size()];
    }

    GraphSession session() {
        return session;
    }

    /** The memory of input {@code index} of the graph, to be filled with a tensor of {@code shape}, little-endian. */
    public MemorySegment input(int index, long[] shape) {
        return inputs.get(index).memory(shape);
    }

    /** Fills input {@code index}, whose elements are strings, with those of {@code parts} one after the other. */
    void strings(int index, long[] shape, List<Tensor> parts) {
        inputs.get(index).strings(shape, parts);
    }

    /** Fills input {@code index}, whose elements are strings, with empty ones. */
    void emptyStrings(int index, long[] shape) {
        strings(index, shape, List.of());
    }

    /**
     * Computes the outputs that {@code wanted} marks, in the graph's order.
     *
     * @throws OnnxFailureException when the graph refuses the inputs
     */
    public void run(boolean[] wanted) {
        graph.use(() -> {
            for (var i = 0; i < inputShapes.length; i++) {
                inputShapes[i] = inputs.get(i).shape();
            }
            try {
                run(wanted, true);
            } catch (OnnxFailureException e) {
                // A declared shape that does not hold fails a run whose output lies in memory of that shape.
                if (!String.valueOf(e.getMessage()).contains("OrtValue")) {
                    throw e;
                }
                OrtApi.clearOutputs(binding);
                bound = new boolean[wanted.length];
                run(wanted, false);
                each(wanted, output -> output.learn(inputShapes));
                bound = new boolean[wanted.length];
            }
        });
    }

    private void run(boolean[] wanted, boolean pinning) {
        var same = Arrays.equals(bound, wanted);
        if (!same) {
            OrtApi.clearOutputs(binding);
            bound = new boolean[wanted.length];
        }
        inputs.forEach(input -> input.bind(binding));
        var dynamic = false;
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                var output = outputs.get(i);
                output.bind(binding, inputShapes, plain.memoryInfo(), !same, pinning);
                dynamic |= !output.isPinned();
            }
        }
        bound = wanted.clone();
        OrtApi.run(session.handle(), binding);
        if (session.device() != Device.CPU) {
            OrtApi.synchronizeOutputs(binding);
        }
        if (dynamic) {
            allocated = true;
            takeAllocated(wanted);
        }
    }

    private void takeAllocated(boolean[] wanted) {
        OrtApi.boundOutputs(binding, plain.allocator(), scratch.address(), scratch.address() + Long.BYTES);
        var count = scratch.getAtIndex(ValueLayout.JAVA_LONG, 1);
        var values = MemorySegment.ofAddress(scratch.get(ValueLayout.JAVA_LONG, 0))
                .reinterpret(count * Long.BYTES)
                .toArray(ValueLayout.JAVA_LONG);
        OrtApi.free(plain.allocator(), scratch.get(ValueLayout.JAVA_LONG, 0));
        var next = 0;
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                var value = values[next++];
                if (outputs.get(i).isPinned()) {
                    OrtApi.releaseValue(value);
                } else {
                    outputs.get(i).take(value);
                }
            }
        }
    }

    private void each(boolean[] wanted, java.util.function.Consumer<BoundOutput> action) {
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                action.accept(outputs.get(i));
            }
        }
    }

    /** The shape that output {@code index} had in the last run. */
    public long[] shape(int index) {
        return outputs.get(index).shape();
    }

    /** The memory of output {@code index} of the last run, until {@link #release}. */
    public MemorySegment output(int index) {
        return outputs.get(index).memory();
    }

    /** The strings of output {@code index} of the last run in the protocol's raw form. */
    ByteBuffer[] outputStrings(int index) {
        return outputs.get(index).strings();
    }

    /** Gives back what is not kept between runs. */
    public void release() {
        if (allocated) {
            OrtApi.clearOutputs(binding);
            bound = new boolean[bound.length];
            allocated = false;
        }
        if (takesStrings) {
            OrtApi.clearInputs(binding);
            inputs.forEach(BoundInput::unbound);
        }
        inputs.forEach(BoundInput::release);
        outputs.forEach(BoundOutput::release);
    }

    /** Whether output {@code index} was written into memory of this binding in the last run. */
    boolean isPinned(int index) {
        return outputs.get(index).isPinned();
    }

    @Override
    public void close() {
        graph.forget(this);
    }

    /** To be called by the graph, which sees to it that nothing runs. */
    void free() {
        if (closed) {
            return;
        }
        closed = true;
        OrtApi.releaseBinding(binding);
        inputs.forEach(BoundInput::close);
        outputs.forEach(BoundOutput::close);
        if (host != plain) {
            host.close();
        }
        plain.close();
        arena.close();
    }
}

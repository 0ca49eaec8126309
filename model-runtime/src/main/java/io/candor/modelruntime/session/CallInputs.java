package io.candor.modelruntime.session;

import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Gathers the inputs of calls into a graph's memory. */
final class CallInputs {
    private final List<GraphPort> ports;

    CallInputs(List<GraphPort> ports) {
        this.ports = ports;
    }

    /** How many rows {@code call} takes of a batch; -1 when it can only run alone. */
    int rows(GraphCall call) {
        if (!call.batched() || ports.isEmpty()) {
            return -1;
        }
        var rows = -1;
        for (var port : ports) {
            var shape = tensor(call, port).shape();
            if (shape.isEmpty() || (rows >= 0 && shape.getFirst() != rows)) {
                return -1;
            }
            rows = shape.getFirst().intValue();
        }
        return rows;
    }

    /** Whether two calls that can run with others can run with each other. */
    boolean agree(GraphCall one, GraphCall other) {
        for (var port : ports) {
            var first = tensor(one, port).shape();
            var second = tensor(other, port).shape();
            if (!first.subList(1, first.size()).equals(second.subList(1, second.size()))) {
                return false;
            }
        }
        return true;
    }

    /** Fills the inputs of {@code bound} with the rows of {@code calls}, {@code rows} of them altogether. */
    void gather(List<GraphCall> calls, int rows, BoundGraph bound) {
        for (var i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            var first = tensor(calls.getFirst(), port);
            var shape = shape(first.shape());
            if (calls.size() > 1) {
                shape[0] = rows;
            }
            if (port.isBytes()) {
                bound.strings(i, shape, parts(calls, port));
                continue;
            }
            var memory = bound.input(i, shape);
            var offset = 0L;
            for (var call : calls) {
                var source = MemorySegment.ofBuffer(tensor(call, port).data());
                MemorySegment.copy(source, 0, memory, offset, source.byteSize());
                offset += source.byteSize();
            }
            if (port.spec().datatype() == Datatype.BOOL) {
                normalize(memory);
            }
        }
    }

    private static List<Tensor> parts(List<GraphCall> calls, GraphPort port) {
        var parts = new ArrayList<Tensor>(calls.size());
        for (var call : calls) {
            parts.add(tensor(call, port));
        }
        return parts;
    }

    private static Tensor tensor(GraphCall call, GraphPort port) {
        var spec = port.spec();
        var tensor = call.inputs().get(spec.name());
        if (tensor == null) {
            throw new OnnxFailureException("Input " + spec.name() + " is missing");
        }
        if (tensor.datatype() != spec.datatype()) {
            throw new OnnxFailureException(
                    "Input " + spec.name() + " came as " + tensor.datatype() + ", " + spec.datatype() + " is expected");
        }
        return tensor;
    }

    private static long[] shape(List<Long> boxed) {
        var shape = new long[boxed.size()];
        for (var i = 0; i < shape.length; i++) {
            shape[i] = boxed.get(i);
        }
        return shape;
    }

    /** A byte that is neither 0 nor 1 is no {@code bool} for the kernels. */
    private static void normalize(MemorySegment memory) {
        for (var i = 0L; i < memory.byteSize(); i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, i) != 0) {
                memory.set(ValueLayout.JAVA_BYTE, i, (byte) 1);
            }
        }
    }
}

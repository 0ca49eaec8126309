package io.candor.modelruntime.session;

import io.candor.modelruntime.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scatters a graph's outputs to the calls that ran together. */
final class CallOutputs {
    private final List<GraphPort> ports;
    private final List<String> all;
    private final Map<String, Integer> indexes = new HashMap<>();

    CallOutputs(List<GraphPort> ports) {
        this.ports = ports;
        this.all = ports.stream().map(port -> port.spec().name()).toList();
        for (var i = 0; i < all.size(); i++) {
            indexes.put(all.get(i), i);
        }
    }

    /** The outputs that any of {@code calls} wants, in the graph's order. */
    boolean[] wanted(List<GraphCall> calls) {
        var wanted = new boolean[ports.size()];
        for (var call : calls) {
            for (var name : names(call)) {
                wanted[index(name)] = true;
            }
        }
        return wanted;
    }

    /** Whether each output that {@code wanted} marks has a row for each row of the batch. */
    boolean isSplittable(BoundGraph bound, boolean[] wanted, int rows) {
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i] && (bound.shape(i).length == 0 || bound.shape(i)[0] != rows)) {
                return false;
            }
        }
        return true;
    }

    /** What a call that ran alone wants. */
    Map<String, Tensor> whole(GraphCall call, BoundGraph bound) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var name : names(call)) {
            var shape = bound.shape(index(name));
            tensors.put(name, part(index(name), bound, shape, 0, 1, 1));
        }
        return tensors;
    }

    /** What a call wants that took {@code rows} of the {@code total} rows of a batch from row {@code from} on. */
    Map<String, Tensor> rows(GraphCall call, BoundGraph bound, int from, int rows, int total) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var name : names(call)) {
            var shape = bound.shape(index(name)).clone();
            shape[0] = rows;
            tensors.put(name, part(index(name), bound, shape, from, rows, total));
        }
        return tensors;
    }

    private Tensor part(int index, BoundGraph bound, long[] shape, int from, int rows, int total) {
        var spec = ports.get(index).spec();
        if (ports.get(index).isBytes()) {
            return new Tensor(spec.name(), spec.datatype(), boxed(shape), strings(index, bound, from, rows, total));
        }
        var memory = bound.output(index);
        var row = total == 0 ? 0 : memory.byteSize() / total;
        var bytes = new byte[Math.toIntExact(row * rows)];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, row * from, bytes, 0, bytes.length);
        return new Tensor(spec.name(), spec.datatype(), boxed(shape), ByteBuffer.wrap(bytes));
    }

    private static ByteBuffer strings(int index, BoundGraph bound, int from, int rows, int total) {
        var strings = bound.outputStrings(index);
        var row = total == 0 ? 0 : strings.length / total;
        var size = 0;
        for (var i = row * from; i < row * (from + rows); i++) {
            size += strings[i].remaining();
        }
        var data = ByteBuffer.allocate(size);
        for (var i = row * from; i < row * (from + rows); i++) {
            data.put(strings[i].duplicate());
        }
        return data.flip();
    }

    private List<String> names(GraphCall call) {
        return call.outputs().isEmpty() ? all : call.outputs();
    }

    private int index(String name) {
        var index = indexes.get(name);
        if (index == null) {
            throw new OnnxFailureException("There is no output " + name + "; the model has " + all);
        }
        return index;
    }

    private static List<Long> boxed(long[] shape) {
        var boxed = new ArrayList<Long>(shape.length);
        for (var dimension : shape) {
            boxed.add(dimension);
        }
        return boxed;
    }
}

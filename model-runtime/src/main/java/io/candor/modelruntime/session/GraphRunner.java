package io.candor.modelruntime.session;

import io.candor.modelruntime.scheduler.BatchOutcome;
import io.candor.modelruntime.scheduler.BatchRunner;
import io.candor.modelruntime.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Runs calls of a graph together: their rows are gathered into the instance's memory, one copy, and scattered from it,
 * another. Calls whose shapes differ beyond the first dimension run one after the other.
 */
public final class GraphRunner implements BatchRunner<GraphCall, Map<String, Tensor>> {
    private final BoundGraph bound;
    private final CallInputs inputs;
    private final CallOutputs outputs;
    private boolean splittable = true;
    private long inputNanos;
    private long inferNanos;
    private long outputNanos;

    GraphRunner(OnnxGraph graph, BoundGraph bound) {
        this.bound = bound;
        this.inputs = new CallInputs(graph.inputPorts());
        this.outputs = new CallOutputs(graph.outputPorts());
    }

    /**
     * Runs {@code calls}; result i holds the outputs that call i wants, all of them where it names none.
     *
     * @throws OnnxFailureException when the graph refuses a call
     */
    @Override
    public BatchOutcome<Map<String, Tensor>> run(List<GraphCall> calls) {
        inputNanos = 0;
        inferNanos = 0;
        outputNanos = 0;
        var results = calls.size() == 1 ? List.of(alone(calls.getFirst())) : each(calls);
        return new BatchOutcome<>(
                results, Duration.ofNanos(inputNanos), Duration.ofNanos(inferNanos), Duration.ofNanos(outputNanos));
    }

    private List<Map<String, Tensor>> each(List<GraphCall> calls) {
        var results = new ArrayList<Map<String, Tensor>>(Collections.nCopies(calls.size(), Map.of()));
        var rest = new ArrayDeque<Integer>(calls.size());
        for (var i = 0; i < calls.size(); i++) {
            rest.add(i);
        }
        while (!rest.isEmpty()) {
            var group = group(calls, rest);
            if (group.size() == 1 || !together(calls, group, results)) {
                group.forEach(index -> results.set(index, alone(calls.get(index))));
            }
        }
        return results;
    }

    /** Takes from {@code rest} its first call and all others that can run with it. */
    private List<Integer> group(List<GraphCall> calls, Deque<Integer> rest) {
        var first = rest.removeFirst();
        var group = new ArrayList<Integer>(calls.size());
        group.add(first);
        if (splittable && inputs.rows(calls.get(first)) >= 0) {
            rest.removeIf(other -> inputs.rows(calls.get(other)) >= 0
                    && inputs.agree(calls.get(first), calls.get(other))
                    && group.add(other));
        }
        return group;
    }

    /** Runs a group; false when its outputs show that they have no row for each row of the batch. */
    private boolean together(List<GraphCall> calls, List<Integer> group, List<Map<String, Tensor>> results) {
        var members = new ArrayList<GraphCall>(group.size());
        var total = 0;
        for (var index : group) {
            members.add(calls.get(index));
            total += inputs.rows(calls.get(index));
        }
        var wanted = outputs.wanted(members);
        try {
            compute(members, total, wanted);
            splittable = outputs.isSplittable(bound, wanted, total);
            var start = System.nanoTime();
            var from = 0;
            for (var i = 0; splittable && i < members.size(); i++) {
                var rows = inputs.rows(members.get(i));
                results.set(group.get(i), outputs.rows(members.get(i), bound, from, rows, total));
                from += rows;
            }
            outputNanos += System.nanoTime() - start;
            return splittable;
        } finally {
            bound.release();
        }
    }

    private Map<String, Tensor> alone(GraphCall call) {
        var calls = List.of(call);
        try {
            compute(calls, 0, outputs.wanted(calls));
            var start = System.nanoTime();
            var tensors = outputs.whole(call, bound);
            outputNanos += System.nanoTime() - start;
            return tensors;
        } finally {
            bound.release();
        }
    }

    private void compute(List<GraphCall> calls, int rows, boolean[] wanted) {
        var start = System.nanoTime();
        inputs.gather(calls, rows, bound);
        var gathered = System.nanoTime();
        bound.run(wanted);
        inputNanos += gathered - start;
        inferNanos += System.nanoTime() - gathered;
    }

    @Override
    public void close() {
        bound.close();
    }
}

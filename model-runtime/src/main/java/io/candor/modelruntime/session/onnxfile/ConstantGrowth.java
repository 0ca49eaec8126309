package io.candor.modelruntime.session.onnxfile;

import io.candor.modelruntime.session.onnxfile.ModelOutline.Graph;
import io.candor.modelruntime.session.onnxfile.ModelOutline.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operators that make a large tensor of a small one, as far as their size is written in the file: ONNX Runtime computes
 * constants at load, so that a few bytes could ask for all memory.
 */
final class ConstantGrowth {
    private final Map<String, TensorOutline> constants = new HashMap<>();
    private final long limit;

    private ConstantGrowth(long limit) {
        this.limit = limit;
    }

    /** @param outer the graphs around {@code graph}, whose constants it sees */
    static void check(Graph graph, List<Graph> outer, long limit) throws MalformedOnnxException {
        var growth = new ConstantGrowth(limit);
        outer.forEach(growth::learn);
        growth.learn(graph);
        var around = new ArrayList<>(outer);
        around.add(graph);
        for (var node : graph.nodes) {
            growth.check(node);
            for (var inner : node.graphs) {
                check(inner, around, limit);
            }
        }
    }

    private void learn(Graph graph) {
        constants.putAll(graph.initializers);
        for (var node : graph.nodes) {
            if (node.operator.equals("Constant") && !node.outputs.isEmpty()) {
                var value = node.tensors.get("value");
                if (value != null) {
                    constants.put(node.outputs.getFirst(), value);
                }
            }
        }
    }

    private void check(Node node) throws MalformedOnnxException {
        switch (node.operator) {
            case "ConstantOfShape" -> require(node, input(node, 0).map(shape -> bytes(shape, 1)));
            case "Expand" -> require(node, input(node, 1).map(shape -> bytes(shape, 1)));
            case "Tile" -> {
                var whole = tensor(node, 0);
                var elements = whole.isPresent() ? whole.get().elements() : 1;
                require(node, input(node, 1).filter(ConstantGrowth::repeats).map(repeats -> bytes(repeats, elements)));
            }
            case "Range" -> require(node, range(node));
            case "OneHot", "HannWindow", "HammingWindow", "BlackmanWindow" ->
                require(
                        node,
                        input(node, node.operator.equals("OneHot") ? 1 : 0).map(size -> bytes(size, 1)));
            case "Pad" -> require(node, input(node, 1).map(ConstantGrowth::padding));
            case "Resize" -> require(node, input(node, 3).map(sizes -> bytes(sizes, 1)));
            case "RandomNormal", "RandomUniform" ->
                require(node, Optional.ofNullable(node.numbers.get("shape")).map(shape -> bytes(shape.values(), 1)));
            default -> {}
        }
    }

    private void require(Node node, Optional<Double> bytes) throws MalformedOnnxException {
        if (bytes.isPresent() && bytes.get() > limit) {
            throw new MalformedOnnxException("Operator " + node.operator + " makes a tensor of "
                    + String.format(java.util.Locale.ROOT, "%.0f", bytes.get()) + " bytes, at most " + limit
                    + " are allowed");
        }
    }

    private static boolean repeats(long[] repeats) {
        return Arrays.stream(repeats).anyMatch(times -> times > 1);
    }

    private Optional<Double> range(Node node) {
        var start = input(node, 0).filter(values -> values.length == 1);
        var end = input(node, 1).filter(values -> values.length == 1);
        var step = input(node, 2).filter(values -> values.length == 1);
        if (start.isEmpty() || end.isEmpty() || step.isEmpty() || step.get()[0] == 0) {
            return Optional.empty();
        }
        return Optional.of(((double) end.get()[0] - start.get()[0]) / step.get()[0] * Long.BYTES);
    }

    /** What four bytes for each element come to; a double cannot overflow. */
    private static double bytes(long[] shape, long times) {
        var bytes = 4.0 * times;
        for (var dimension : shape) {
            bytes *= Math.max(0, dimension);
        }
        return bytes;
    }

    private static double padding(long[] pads) {
        var bytes = 4.0;
        for (var i = 0; i < pads.length / 2; i++) {
            bytes *= Math.max(1, (double) pads[i] + pads[i + pads.length / 2]);
        }
        return bytes;
    }

    private Optional<long[]> input(Node node, int index) {
        return tensor(node, index).flatMap(TensorOutline::values);
    }

    private Optional<TensorOutline> tensor(Node node, int index) {
        return index < node.inputs.size()
                ? Optional.ofNullable(constants.get(node.inputs.get(index)))
                : Optional.empty();
    }
}

package io.candor.modelruntime.session.onnxfile;

import io.candor.modelruntime.session.onnxfile.ModelOutline.Function;
import io.candor.modelruntime.session.onnxfile.ModelOutline.Graph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How many nodes a model has once its own functions are written out, which ONNX Runtime does at load. */
final class FunctionExpansion {
    private static final long MAX_NODES = 200_000;
    private static final int MAX_DEPTH = 64;

    private final Map<String, Function> functions = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    private FunctionExpansion(ModelOutline model) {
        model.functions.forEach(function -> functions.put(key(function.domain, function.name), function));
    }

    /** Checks {@code model} and tells what its functions are called. */
    static Set<String> check(ModelOutline model) throws MalformedOnnxException {
        var expansion = new FunctionExpansion(model);
        if (expansion.size(model.graph) > MAX_NODES) {
            throw new MalformedOnnxException(
                    "It has more than " + MAX_NODES + " nodes once its functions are written out");
        }
        for (var function : model.functions) {
            expansion.size(function);
        }
        return expansion.functions.keySet();
    }

    private long size(Graph graph) throws MalformedOnnxException {
        var size = 0L;
        for (var node : graph.nodes) {
            var function = functions.get(key(node.domain, node.operator));
            size += function == null ? 1 : size(function);
            for (var inner : node.graphs) {
                size += size(inner);
            }
            size = Math.min(size, MAX_NODES + 1);
        }
        return size;
    }

    private long size(Function function) throws MalformedOnnxException {
        var key = key(function.domain, function.name);
        var known = sizes.get(key);
        if (known != null) {
            return known;
        }
        if (!open.add(key)) {
            throw new MalformedOnnxException("Function " + function.name + " calls itself");
        }
        if (open.size() > MAX_DEPTH) {
            throw new MalformedOnnxException("Its functions call one another deeper than " + MAX_DEPTH);
        }
        var size = size(function.body);
        open.remove(key);
        sizes.put(key, size);
        return size;
    }

    static String key(String domain, String name) {
        return domain + "\0" + name;
    }
}

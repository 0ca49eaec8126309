package io.candor.modelruntime.session.onnxfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a file holds, without its weights. */
final class ModelOutline {
    long irVersion;
    final Map<String, Long> operatorSets = new HashMap<>();
    final List<Function> functions = new ArrayList<>();
    Graph graph = new Graph();
    boolean hasGraph;

    /** All tensors, wherever they are in the file. */
    final List<TensorOutline> tensors = new ArrayList<>();

    /** Shapes of sparse tensors, which are made dense at load. */
    final List<TensorOutline> sparse = new ArrayList<>();

    int nodes;

    static final class Graph {
        final List<Node> nodes = new ArrayList<>();
        final Map<String, TensorOutline> initializers = new HashMap<>();
    }

    static final class Node {
        String operator = "";
        String domain = "";
        final List<String> inputs = new ArrayList<>();
        final List<String> outputs = new ArrayList<>();
        final Map<String, TensorOutline> tensors = new HashMap<>();
        final Map<String, TensorOutline.Growing> numbers = new HashMap<>();
        final List<Graph> graphs = new ArrayList<>();
    }

    static final class Function {
        String name = "";
        String domain = "";
        final Graph body = new Graph();
    }
}

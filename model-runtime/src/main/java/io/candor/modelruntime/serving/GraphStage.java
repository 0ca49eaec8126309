package io.candor.modelruntime.serving;

import io.candor.modelruntime.session.GraphCall;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A graph with its queue. */
final class GraphStage implements AutoCloseable {
    private final OnnxGraph graph;
    private final StageQueue<GraphCall, Map<String, Tensor>> queue;

    GraphStage(OnnxGraph graph, StageQueue<GraphCall, Map<String, Tensor>> queue) {
        this.graph = graph;
        this.queue = queue;
    }

    OnnxGraph graph() {
        return graph;
    }

    /** Runs {@code call}, which takes {@code rows} rows of a batch. */
    CompletableFuture<Map<String, Tensor>> run(GraphCall call, int rows, Caller caller) {
        return queue.submit(call, rows, 0, caller);
    }

    @Override
    public void close() {
        queue.close();
        graph.close();
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.scheduler.Scheduler;
import io.candor.modelruntime.session.GraphCall;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A graph with its queue. */
final class GraphStage implements AutoCloseable {
    private final OnnxGraph graph;
    private final Scheduler<GraphCall, Map<String, Tensor>> scheduler;

    GraphStage(OnnxGraph graph, Scheduler<GraphCall, Map<String, Tensor>> scheduler) {
        this.graph = graph;
        this.scheduler = scheduler;
    }

    OnnxGraph graph() {
        return graph;
    }

    /** Runs {@code call}, which takes {@code rows} rows of a batch. */
    CompletableFuture<Map<String, Tensor>> run(GraphCall call, int rows, Caller caller) {
        return scheduler.submit(caller.submission(call, rows, 0));
    }

    @Override
    public void close() {
        scheduler.close();
        graph.close();
    }
}

package io.candor.modelruntime.session;

import io.candor.modelruntime.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * One request to a graph.
 *
 * @param inputs a tensor for each input of the graph, by name
 * @param outputs the names of the outputs that are wanted, in the order they are wanted
 * @param batched whether the first dimension of every input is the batch, so that calls may run together
 */
public record GraphCall(Map<String, Tensor> inputs, List<String> outputs, boolean batched) {
    public GraphCall {
        inputs = Map.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}

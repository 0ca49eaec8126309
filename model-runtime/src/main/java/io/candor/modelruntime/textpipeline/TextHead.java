package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.OutputDefinition;
import io.candor.modelruntime.session.FloatTensor;
import io.candor.modelruntime.session.GraphCall;
import io.candor.modelruntime.session.GraphSettings;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Scores vectors of the encoder that it was trained on, in the thread that asks. Safe for use by several threads. */
public final class TextHead implements AutoCloseable {
    private final ModelDefinition.TextHead definition;
    private final OnnxGraph graph;
    private final RunnerPool<GraphCall, Map<String, Tensor>> runners;

    private TextHead(ModelDefinition.TextHead definition, OnnxGraph graph) {
        this.definition = definition;
        this.graph = graph;
        this.runners = new RunnerPool<>(() -> graph.runners(1).getFirst());
    }

    /**
     * Opens {@code model.onnx} in {@code folder}.
     *
     * @throws MalformedModelException when it cannot be read, or is not what {@code definition} says
     */
    public static TextHead open(ModelDefinition.TextHead definition, Path folder, OnnxRuntime runtime)
            throws MalformedModelException {
        return new TextHead(definition, graph(definition, folder, runtime, GraphSettings.of(1)));
    }

    /**
     * The graph alone, for a scheduler to run: its one input takes vectors [n, dimension] of FP32.
     *
     * @throws MalformedModelException when it cannot be read, or is not what {@code definition} says
     */
    public static OnnxGraph graph(
            ModelDefinition.TextHead definition, Path folder, OnnxRuntime runtime, GraphSettings settings)
            throws MalformedModelException {
        var graph = GraphFile.open(folder, runtime, settings);
        try {
            var inputs = graph.inputs().stream().map(TensorSpec::name).toList();
            if (!inputs.equals(List.of(definition.input()))) {
                throw new MalformedModelException(
                        "model.onnx has the inputs " + inputs + ", but model.yaml says " + definition.input());
            }
            for (var output : definition.outputs()) {
                var shape = new ArrayList<>(output.shape());
                shape.addFirst(-1L);
                GraphFile.requireOutput(graph, output.name(), shape);
            }
            return graph;
        } catch (MalformedModelException e) {
            graph.close();
            throw e;
        }
    }

    /** What it tells. */
    public List<OutputDefinition> outputs() {
        return definition.outputs();
    }

    /** Those of {@code wanted} that are outputs of this head, computed for {@code vectors}; the head runs only for them. */
    public Map<String, FloatTensor> score(FloatTensor vectors, Set<String> wanted) {
        var own = definition.outputs().stream()
                .map(OutputDefinition::name)
                .filter(wanted::contains)
                .toList();
        if (own.isEmpty()) {
            return Map.of();
        }
        var input = Tensor.ofFloats(definition.input(), vectors.shape(), vectors.values());
        var results = runners.run(List.of(new GraphCall(Map.of(definition.input(), input), own, true)));
        var scores = new HashMap<String, FloatTensor>();
        results.getFirst()
                .forEach((name, tensor) -> scores.put(name, new FloatTensor(tensor.shape(), tensor.floats())));
        return scores;
    }

    @Override
    public void close() {
        graph.close();
    }
}

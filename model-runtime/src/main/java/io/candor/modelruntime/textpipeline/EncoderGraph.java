package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.session.GraphSettings;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The graph of a text encoder, held against its description. */
public final class EncoderGraph implements AutoCloseable {
    private static final Set<String> TOKEN_INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    private final ModelDefinition.TextEncoder definition;
    private final OnnxGraph graph;
    private final int tokenOutput;

    private EncoderGraph(ModelDefinition.TextEncoder definition, OnnxGraph graph, int tokenOutput) {
        this.definition = definition;
        this.graph = graph;
        this.tokenOutput = tokenOutput;
    }

    /**
     * Opens {@code model.onnx} in {@code folder}.
     *
     * @throws MalformedModelException when it cannot be opened, or is not what {@code definition} says
     */
    public static EncoderGraph open(
            ModelDefinition.TextEncoder definition, Path folder, OnnxRuntime runtime, GraphSettings settings)
            throws MalformedModelException {
        var graph = GraphFile.open(folder, runtime, settings);
        try {
            requireInputs(definition, graph.inputs());
            var shape = List.of(-1L, -1L, (long) definition.dimension());
            return new EncoderGraph(definition, graph, GraphFile.findOutput(graph, shape));
        } catch (MalformedModelException e) {
            graph.close();
            throw e;
        }
    }

    private static void requireInputs(ModelDefinition.TextEncoder definition, List<TensorSpec> inputs)
            throws MalformedModelException {
        var names = inputs.stream().map(TensorSpec::name).toList();
        if (!new HashSet<>(names).equals(new HashSet<>(definition.inputs()))) {
            throw new MalformedModelException(
                    "model.onnx has the inputs " + names + ", but model.yaml says " + definition.inputs());
        }
        for (var input : inputs) {
            if (!TOKEN_INPUTS.contains(input.name())) {
                throw new MalformedModelException("inputs: no tokenizer gives " + input.name());
            }
            if (input.datatype() != Datatype.INT64
                    || !input.admits(List.of(1L, 1L)) && input.shape().size() != 2) {
                throw new MalformedModelException("model.onnx takes " + input.name() + " as " + input.datatype()
                        + input.shape() + ", INT64[-1, -1] is expected");
            }
        }
    }

    /** The graph itself. */
    public OnnxGraph graph() {
        return graph;
    }

    /** How long a vector is. */
    public int dimension() {
        return definition.dimension();
    }

    /** Makes {@code instances} runners for each of its devices, each for one thread at a time. */
    public List<EncoderRunner> runners(int instances) {
        var inputs = graph.inputs().stream().map(TensorSpec::name).toList();
        var outputs = graph.outputs().size();
        return graph.bind(instances).stream()
                .map(bound -> new EncoderRunner(
                        bound,
                        inputs,
                        outputs,
                        tokenOutput,
                        new TokenPooling(definition.pooling(), definition.normalize())))
                .toList();
    }

    @Override
    public void close() {
        graph.close();
    }
}

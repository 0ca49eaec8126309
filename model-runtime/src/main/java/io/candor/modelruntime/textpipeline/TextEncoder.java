package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.session.Device;
import io.candor.modelruntime.session.GraphSettings;
import io.candor.modelruntime.session.OnnxRuntime;
import java.nio.file.Path;
import java.util.List;

/** Turns texts into vectors with a frozen encoder, in the thread that asks. Safe for use by several threads. */
public final class TextEncoder implements AutoCloseable {
    private final ModelDefinition.TextEncoder definition;
    private final TextTokenizer tokenizer;
    private final EncoderGraph graph;
    private final RunnerPool<TokenizedText, float[]> runners;

    private TextEncoder(ModelDefinition.TextEncoder definition, TextTokenizer tokenizer, EncoderGraph graph) {
        this.definition = definition;
        this.tokenizer = tokenizer;
        this.graph = graph;
        this.runners = new RunnerPool<>(() -> graph.runners(1).getFirst());
    }

    /**
     * Opens {@code model.onnx} and {@code tokenizer.json} in {@code folder}.
     *
     * @throws MalformedModelException when they cannot be read, or are not what {@code definition} says
     */
    public static TextEncoder open(ModelDefinition.TextEncoder definition, Path folder, OnnxRuntime runtime)
            throws MalformedModelException {
        var graph = EncoderGraph.open(definition, folder, runtime, GraphSettings.of(1));
        try {
            var tokenizer = TextTokenizer.open(folder.resolve("tokenizer.json"), definition.maxLength());
            return new TextEncoder(definition, tokenizer, graph);
        } catch (MalformedModelException e) {
            graph.close();
            throw e;
        }
    }

    /** What its vector is called where it is served by itself. */
    public String output() {
        return definition.output();
    }

    /** How long a vector is. */
    public int dimension() {
        return definition.dimension();
    }

    /** Where it computes. */
    public Device device() {
        return graph.graph().device();
    }

    /** One vector for each text, in order; the same whether a text comes alone or with others. */
    public float[][] encode(List<String> texts) {
        var tokenized = tokenizer.tokenize(texts);
        var vectors = new float[texts.size()][];
        for (var run : BatchPlan.of(tokenized, definition.maxBatch())) {
            var results = runners.run(run.stream().map(tokenized::get).toList());
            for (var i = 0; i < run.size(); i++) {
                vectors[run.get(i)] = results.get(i);
            }
        }
        return vectors;
    }

    @Override
    public void close() {
        graph.close();
        tokenizer.close();
    }
}

package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.session.Device;
import io.candor.modelruntime.session.LongTensor;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.session.OnnxSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** Turns texts into vectors with a frozen encoder. Safe for use by several threads. */
public final class TextEncoder implements AutoCloseable {
    private final ModelDefinition.TextEncoder definition;
    private final TextTokenizer tokenizer;
    private final OnnxSession session;
    private final String tokenOutput;
    private final TokenPooling pooling;

    private TextEncoder(
            ModelDefinition.TextEncoder definition, TextTokenizer tokenizer, OnnxSession session, String tokenOutput) {
        this.definition = definition;
        this.tokenizer = tokenizer;
        this.session = session;
        this.tokenOutput = tokenOutput;
        this.pooling = new TokenPooling(definition.pooling(), definition.normalize());
    }

    /**
     * Opens {@code model.onnx} and {@code tokenizer.json} in {@code folder}.
     *
     * @throws MalformedModelException when they cannot be read, or are not what {@code definition} says
     */
    public static TextEncoder open(ModelDefinition.TextEncoder definition, Path folder, OnnxRuntime runtime)
            throws MalformedModelException {
        var session = OnnxFiles.open(folder, runtime);
        try {
            var output = tokenOutput(definition, session);
            var tokenizer = new TextTokenizer(folder.resolve("tokenizer.json"), definition.maxLength());
            return new TextEncoder(definition, tokenizer, session, output);
        } catch (IOException | RuntimeException e) {
            session.close();
            throw new MalformedModelException("tokenizer.json cannot be read: " + e.getMessage());
        } catch (MalformedModelException e) {
            session.close();
            throw e;
        }
    }

    /** The graph's output that holds a vector for each token. */
    private static String tokenOutput(ModelDefinition.TextEncoder definition, OnnxSession session)
            throws MalformedModelException {
        if (!session.inputs().equals(new HashSet<>(definition.inputs()))) {
            throw new MalformedModelException(
                    "model.onnx has the inputs " + session.inputs() + ", but model.yaml says " + definition.inputs());
        }
        return OnnxFiles.findOutput(session, List.of(-1L, -1L, (long) definition.dimension()));
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
        return session.device();
    }

    /** One vector for each text, in order; the same whether a text comes alone or with others. */
    public float[][] encode(List<String> texts) {
        var tokenized = tokenizer.tokenize(texts);
        var vectors = new float[texts.size()][];
        for (var run : BatchPlan.of(tokenized, definition.maxBatch())) {
            var batch = TokenBatch.of(run.stream().map(tokenized::get).toList());
            var inputs = new HashMap<String, LongTensor>();
            definition.inputs().forEach(name -> inputs.put(name, batch.input(name)));
            var tokens = session.run(inputs, tokenOutput);
            for (var row = 0; row < run.size(); row++) {
                vectors[run.get(row)] = pooling.pool(tokens, row, batch.lengths()[row]);
            }
        }
        return vectors;
    }

    @Override
    public void close() {
        session.close();
        tokenizer.close();
    }
}

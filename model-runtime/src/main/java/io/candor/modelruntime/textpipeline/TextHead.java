package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.OutputDefinition;
import io.candor.modelruntime.session.FloatTensor;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.session.OnnxSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Scores vectors of the encoder that it was trained on. Safe for use by several threads. */
public final class TextHead implements AutoCloseable {
    private final ModelDefinition.TextHead definition;
    private final OnnxSession session;

    private TextHead(ModelDefinition.TextHead definition, OnnxSession session) {
        this.definition = definition;
        this.session = session;
    }

    /**
     * Opens {@code model.onnx} in {@code folder}.
     *
     * @throws MalformedModelException when it cannot be read, or is not what {@code definition} says
     */
    public static TextHead open(ModelDefinition.TextHead definition, Path folder, OnnxRuntime runtime)
            throws MalformedModelException {
        var session = OnnxFiles.open(folder, runtime);
        try {
            if (!session.inputs().equals(Set.of(definition.input()))) {
                throw new MalformedModelException("model.onnx has the inputs " + session.inputs()
                        + ", but model.yaml says " + definition.input());
            }
            for (var output : definition.outputs()) {
                var shape = new ArrayList<>(output.shape());
                shape.addFirst(-1L);
                OnnxFiles.requireOutput(session, output.name(), shape);
            }
            return new TextHead(definition, session);
        } catch (MalformedModelException e) {
            session.close();
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
                .collect(Collectors.toSet());
        return own.isEmpty() ? Map.of() : session.run(definition.input(), vectors, own);
    }

    @Override
    public void close() {
        session.close();
    }
}

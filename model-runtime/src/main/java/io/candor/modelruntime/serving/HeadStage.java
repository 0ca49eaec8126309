package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelDefinition.TextHead;
import io.candor.modelruntime.modelrepository.OutputDefinition;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.session.GraphCall;
import io.candor.modelruntime.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A head with its queue. */
record HeadStage(StoredModel stored, TextHead definition, GraphStage stage) implements AutoCloseable {
    List<OutputDefinition> outputs() {
        return definition.outputs();
    }

    /** Those of {@code wanted} that are outputs of this head, in any order. */
    List<String> among(Set<String> wanted) {
        return outputs().stream()
                .map(OutputDefinition::name)
                .filter(wanted::contains)
                .toList();
    }

    /** Scores {@code vectors}, of shape (texts, dimension); the result holds {@code outputs} by name. */
    CompletableFuture<Map<String, Tensor>> score(Tensor vectors, List<String> outputs, Caller caller) {
        var rows = Math.toIntExact(vectors.shape().getFirst());
        var input = vectors.named(definition.input());
        return stage.run(new GraphCall(Map.of(definition.input(), input), outputs, true), rows, caller);
    }

    @Override
    public void close() {
        stage.close();
    }
}

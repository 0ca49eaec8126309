package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.OutputDefinition;
import io.candor.modelruntime.session.FloatTensor;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.modelruntime.textpipeline.TextEncoder;
import io.candor.modelruntime.textpipeline.TextHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Serves heads that share one encoder: the text is encoded once, and only the heads run whose outputs are wanted. */
record PipelineModel(ModelIdentity identity, TextEncoder encoder, List<TextHead> heads) implements ServedModel {
    @Override
    public List<TensorSpec> outputs() {
        return definitions().stream()
                .map(output -> TensorSpec.floats(output.name(), output.shape()))
                .toList();
    }

    @Override
    public Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        properties.put("device", encoder.device().toString());
        definitions().forEach(output -> properties.putAll(OutputProperties.of(output)));
        return properties;
    }

    @Override
    public InferenceAnswer infer(TextBatch batch) {
        var wanted = new LinkedHashSet<>(batch.wanted(identity, outputs()));
        var outputs = new ArrayList<Tensor>();
        if (!wanted.isEmpty()) {
            var vectors = FloatTensor.of(encoder.encode(batch.texts()));
            var scores = new HashMap<String, FloatTensor>();
            heads.forEach(head -> scores.putAll(head.score(vectors, wanted)));
            for (var name : wanted) {
                var tensor = java.util.Objects.requireNonNull(scores.get(name));
                outputs.add(Tensor.ofFloats(name, tensor.shape(), tensor.values()));
            }
        }
        return new InferenceAnswer(identity, Map.of("device", encoder.device().toString()), outputs, 0);
    }

    private List<OutputDefinition> definitions() {
        return heads.stream().flatMap(head -> head.outputs().stream()).toList();
    }
}

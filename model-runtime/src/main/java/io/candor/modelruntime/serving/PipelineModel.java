package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.OutputDefinition;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Serves heads that share one encoder: the text is encoded once, and only the heads run whose outputs are wanted. */
record PipelineModel(ModelIdentity identity, Shared<EncoderStage> encoder, List<Shared<HeadStage>> heads)
        implements TextModel {
    private static final String VECTORS = "vectors";

    @Override
    public List<TensorSpec> outputs() {
        return definitions().stream()
                .map(output -> TensorSpec.floats(output.name(), output.shape()))
                .toList();
    }

    @Override
    public Map<String, String> properties() {
        var properties = new HashMap<>(StageProperties.of(encoder.get().graph()));
        definitions().forEach(output -> properties.putAll(OutputProperties.of(output)));
        return properties;
    }

    @Override
    public CompletableFuture<InferenceAnswer> infer(TextBatch batch, Caller caller) {
        var wanted = GraphOutputs.wanted(identity.name(), batch.outputs(), outputs());
        return Futures.then(
                encoder.get().encode(batch.texts(), caller),
                encoded -> Futures.map(
                        scores(Rows.tensor(VECTORS, encoded.vectors()), new HashSet<>(wanted), caller),
                        scores -> answer(wanted, scores, encoded.tokens())));
    }

    private CompletableFuture<List<Map<String, Tensor>>> scores(Tensor vectors, Set<String> wanted, Caller caller) {
        return Futures.all(heads.stream()
                .map(Shared::get)
                .filter(head -> !head.among(wanted).isEmpty())
                .map(head -> head.score(vectors, head.among(wanted), caller))
                .toList());
    }

    private InferenceAnswer answer(List<String> wanted, List<Map<String, Tensor>> scores, int tokens) {
        var all = new HashMap<String, Tensor>();
        scores.forEach(all::putAll);
        return new InferenceAnswer(
                identity,
                StageProperties.device(encoder.get().graph()),
                wanted.stream()
                        .map(name -> Objects.requireNonNull(all.get(name)))
                        .toList(),
                tokens);
    }

    private List<OutputDefinition> definitions() {
        return heads.stream().flatMap(head -> head.get().outputs().stream()).toList();
    }

    @Override
    public void close() {
        heads.forEach(Shared::releaseAndClose);
        encoder.releaseAndClose();
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Serves an encoder by itself: text in, vectors out. */
record EncoderModel(ModelIdentity identity, Shared<EncoderStage> stage) implements TextModel {
    @Override
    public List<TensorSpec> outputs() {
        var encoder = stage.get().definition();
        return List.of(TensorSpec.floats(encoder.output(), List.of((long) encoder.dimension())));
    }

    @Override
    public Map<String, String> properties() {
        return StageProperties.of(stage.get().graph());
    }

    @Override
    public CompletableFuture<InferenceAnswer> infer(TextBatch batch, Caller caller) {
        var encoder = stage.get().definition();
        GraphOutputs.wanted(identity.name(), batch.outputs(), outputs());
        return Futures.map(
                stage.get().encode(batch.texts(), caller),
                encoded -> new InferenceAnswer(
                        identity,
                        StageProperties.device(stage.get().graph()),
                        List.of(Rows.tensor(encoder.output(), encoded.vectors())),
                        encoded.tokens()));
    }

    @Override
    public void close() {
        stage.releaseAndClose();
    }
}

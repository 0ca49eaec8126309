package io.candor.modelruntime.serving;

import io.candor.modelruntime.session.FloatTensor;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.modelruntime.textpipeline.TextEncoder;
import java.util.List;
import java.util.Map;

/** Serves an encoder by itself: text in, vectors out. */
record EncoderModel(ModelIdentity identity, TextEncoder encoder) implements ServedModel {
    @Override
    public List<TensorSpec> outputs() {
        return List.of(TensorSpec.floats(encoder.output(), List.of((long) encoder.dimension())));
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("device", encoder.device().toString());
    }

    @Override
    public InferenceAnswer infer(TextBatch batch) {
        batch.wanted(identity, outputs());
        var vectors = FloatTensor.of(encoder.encode(batch.texts()));
        return new InferenceAnswer(
                identity,
                Map.copyOf(properties()),
                List.of(Tensor.ofFloats(encoder.output(), vectors.shape(), vectors.values())),
                0);
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/** A loaded model version. */
interface ServedModel {
    ModelIdentity identity();

    List<TensorSpec> outputs();

    /** What {@link ModelMetadata#properties()} tells beside the digest. */
    Map<String, String> properties();

    /** Answers {@code batch}: the outputs that it asks for, or all. */
    InferenceAnswer infer(TextBatch batch);
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.TensorSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model that reads texts. */
interface TextModel extends ServedModel {
    /** Answers {@code batch}: the outputs that it asks for, or all. */
    CompletableFuture<InferenceAnswer> infer(TextBatch batch, Caller caller);

    @Override
    default CompletableFuture<InferenceAnswer> infer(InferenceRequest request, Caller caller) {
        return infer(TextBatch.of(request), caller);
    }

    @Override
    default List<TensorSpec> inputs() {
        return List.of(TensorSpec.texts("text"));
    }

    @Override
    default int rows(InferenceRequest request) {
        return request.inputs().isEmpty() ? 1 : request.inputs().getFirst().elements();
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A loaded model version. Closing it lets go of its parts. */
interface ServedModel extends AutoCloseable {
    ModelIdentity identity();

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /** What {@link ModelMetadata#properties()} tells beside the digest. */
    Map<String, String> properties();

    /** How many rows of a batch {@code request} has. */
    int rows(InferenceRequest request);

    /**
     * Answers {@code request}: the outputs that it asks for, or all.
     *
     * @throws InvalidInputException at once, when the request is wrong
     */
    CompletableFuture<InferenceAnswer> infer(InferenceRequest request, Caller caller);

    @Override
    void close();
}

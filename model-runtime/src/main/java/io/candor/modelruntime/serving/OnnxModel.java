package io.candor.modelruntime.serving;

import io.candor.modelruntime.session.GraphCall;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Serves a graph with the inputs and outputs that it declares.
 *
 * @param maxBatchSize the most rows of a request where the first dimension is the batch; 0 where there is none
 * @param warmUp the shapes to warm it up with, by input, where a length of 1 for what varies will not do
 */
record OnnxModel(ModelIdentity identity, Shared<GraphStage> stage, int maxBatchSize, Map<String, List<Long>> warmUp)
        implements ServedModel {
    @Override
    public List<TensorSpec> inputs() {
        return stage.get().graph().inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return stage.get().graph().outputs();
    }

    @Override
    public Map<String, String> properties() {
        return StageProperties.of(stage.get().graph());
    }

    @Override
    public int rows(InferenceRequest request) {
        var inputs = request.inputs();
        if (maxBatchSize == 0 || inputs.isEmpty() || inputs.getFirst().shape().isEmpty()) {
            return 1;
        }
        return Math.max(1, Math.toIntExact(inputs.getFirst().shape().getFirst()));
    }

    @Override
    public CompletableFuture<InferenceAnswer> infer(InferenceRequest request, Caller caller) {
        var inputs = inputs(request);
        var outputs = GraphOutputs.wanted(identity.name(), request.outputs(), outputs());
        var call = new GraphCall(inputs, outputs, maxBatchSize > 0);
        var device = StageProperties.device(stage.get().graph());
        return Futures.map(
                stage.get().run(call, rows(request), caller),
                results -> new InferenceAnswer(
                        identity,
                        device,
                        outputs.stream()
                                .map(name -> Objects.requireNonNull(results.get(name)))
                                .toList(),
                        0));
    }

    private Map<String, Tensor> inputs(InferenceRequest request) {
        var given = new LinkedHashMap<String, Tensor>();
        for (var tensor : request.inputs()) {
            if (given.putIfAbsent(tensor.name(), tensor) != null) {
                throw new InvalidInputException(tensor.name(), "came twice");
            }
        }
        var specs = inputs();
        for (var spec : specs) {
            check(spec, given.get(spec.name()));
        }
        if (given.size() > specs.size()) {
            var known = specs.stream().map(TensorSpec::name).toList();
            var unknown = given.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst();
            throw new InvalidInputException(unknown.orElseThrow(), "is no input of this model; it has " + known);
        }
        if (maxBatchSize > 0) {
            requireBatch(request.inputs());
        }
        return given;
    }

    private static void check(TensorSpec spec, @Nullable Tensor tensor) {
        if (tensor == null) {
            throw new InvalidInputException(
                    spec.name(), "is missing; " + spec.datatype() + spec.shape() + " is expected");
        }
        if (tensor.datatype() != spec.datatype()) {
            throw new InvalidInputException(
                    spec.name(), "datatype " + tensor.datatype() + " came, " + spec.datatype() + " is expected");
        }
        if (!spec.admits(tensor.shape())) {
            throw new InvalidInputException(
                    spec.name(), "shape " + tensor.shape() + " came, " + spec.shape() + " is expected");
        }
    }

    private void requireBatch(List<Tensor> inputs) {
        var rows = inputs.getFirst().shape().getFirst();
        for (var input : inputs) {
            if (!input.shape().getFirst().equals(rows)) {
                throw new InvalidInputException(
                        input.name(),
                        "has " + input.shape().getFirst() + " rows, "
                                + inputs.getFirst().name() + " has " + rows);
            }
        }
        if (rows < 1 || rows > maxBatchSize) {
            throw new InvalidInputException(
                    inputs.getFirst().name(), rows + " rows came, 1 to " + maxBatchSize + " are expected");
        }
    }

    @Override
    public void close() {
        stage.releaseAndClose();
    }
}

package io.candor.platform.testing;

import io.candor.platform.inference.InferRequest;
import io.candor.platform.inference.InferResponse;
import io.candor.platform.inference.ModelClient;
import io.candor.platform.inference.ModelMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A model client in memory: a test says how each model answers and sees what was asked. */
public final class FakeModelClient implements ModelClient {
    private final Map<String, Function<InferRequest, InferResponse>> models = new ConcurrentHashMap<>();
    private final Map<String, ModelMetadata> metadata = new ConcurrentHashMap<>();
    private final List<InferRequest> requests = Collections.synchronizedList(new ArrayList<>());

    /** Lets {@code model} answer with {@code answer}. */
    public FakeModelClient answering(
            String model, Map<String, String> properties, Function<InferRequest, InferResponse> answer) {
        models.put(model, answer);
        metadata.put(model, new ModelMetadata(model, properties));
        return this;
    }

    /** What was asked so far. */
    public List<InferRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public InferResponse infer(InferRequest request) {
        requests.add(request);
        var model = models.get(request.model());
        if (model == null) {
            throw new IllegalArgumentException("The test set no model " + request.model());
        }
        return model.apply(request);
    }

    @Override
    public ModelMetadata metadata(String model) {
        var known = metadata.get(model);
        if (known == null) {
            throw new IllegalArgumentException("The test set no model " + model);
        }
        return known;
    }
}

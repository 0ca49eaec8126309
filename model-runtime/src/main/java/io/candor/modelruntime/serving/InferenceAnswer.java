package io.candor.modelruntime.serving;

import io.candor.platform.inference.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model answered.
 *
 * @param model the version that ran, which a routed request did not name
 * @param outputs tensors by name, in the order of the request
 */
public record InferenceAnswer(ModelIdentity model, Map<String, Tensor> outputs) {
    public InferenceAnswer {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }
}

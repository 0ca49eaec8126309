package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.inference.InferResponse;
import io.candor.platform.inference.ModelClient;
import io.candor.platform.inference.ModelMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The labels and thresholds of each model version, read from its metadata once. */
@Singleton
class ModelLabels {
    private final Map<String, ModelMetadata> byVersion = new ConcurrentHashMap<>();
    private final ModelClient models;
    private final ObjectMapper json;

    ModelLabels(ModelClient models, ObjectMapper json) {
        this.models = models;
        this.json = json;
    }

    List<String> labels(InferResponse response, String output) {
        return parse(property(response, "labels." + output), new TypeReference<>() {});
    }

    double threshold(InferResponse response, String output) {
        return Double.parseDouble(property(response, "threshold." + output));
    }

    List<Double> thresholds(InferResponse response, String output) {
        return parse(property(response, "thresholds." + output), new TypeReference<>() {});
    }

    private String property(InferResponse response, String name) {
        var metadata = byVersion.computeIfAbsent(
                response.modelName() + "/" + response.modelVersion() + "/" + response.modelSha256(),
                version -> models.metadata(response.modelName()));
        var value = metadata.properties().get(name);
        if (value == null) {
            throw new IllegalStateException("Model " + response.modelName() + " tells no " + name);
        }
        return value;
    }

    private <T> T parse(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The model's metadata is not JSON", e);
        }
    }
}

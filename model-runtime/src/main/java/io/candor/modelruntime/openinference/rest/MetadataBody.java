package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.modelruntime.serving.ModelMetadata;
import io.candor.modelruntime.tensor.TensorSpec;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model's metadata in JSON (Open Inference Protocol v2, REST, "Model Metadata Response JSON Object"). */
@Introspected
record MetadataBody(
        String name,
        List<String> versions,
        String platform,
        List<TensorBody> inputs,
        List<TensorBody> outputs,
        Map<String, String> parameters) {

    /** An input or output. */
    @Introspected
    record TensorBody(
            String name,
            String datatype,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Long> shape) {
        static TensorBody of(TensorSpec spec) {
            return new TensorBody(spec.name(), spec.datatype().name(), spec.shape());
        }
    }

    static MetadataBody of(ModelMetadata metadata) {
        return new MetadataBody(
                metadata.name(),
                metadata.versions(),
                metadata.platform(),
                metadata.inputs().stream().map(TensorBody::of).toList(),
                metadata.outputs().stream().map(TensorBody::of).toList(),
                new TreeMap<>(metadata.properties()));
    }
}

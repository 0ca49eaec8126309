package io.candor.modelruntime.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inference request in JSON (Open Inference Protocol v2, REST, "Inference Request JSON Object"). */
@Introspected
record InferBody(
        @Nullable String id,
        @Nullable Map<String, JsonNode> parameters,
        @NotEmpty List<@Valid InputBody> inputs,
        @Nullable List<@Valid OutputBody> outputs) {

    /** A tensor; {@code data} is flat. */
    @Introspected
    record InputBody(
            @NotBlank String name,
            @NotEmpty List<@NotNull Long> shape,
            @NotBlank String datatype,
            @Nullable Map<String, JsonNode> parameters,
            @NotNull JsonNode data) {

        Tensor tensor() {
            if (!datatype.equals("BYTES")) {
                throw new InvalidInputException(name, "datatype " + datatype + " came, BYTES is expected");
            }
            try {
                return Tensor.ofTexts(name, shape, texts());
            } catch (MalformedTensorException e) {
                throw new InvalidInputException(name, e.detail());
            }
        }

        private List<String> texts() {
            if (!data.isArray()) {
                throw new InvalidInputException(name, "data must be an array");
            }
            var texts = new ArrayList<String>();
            for (var value : data) {
                if (!value.isTextual()) {
                    throw new InvalidInputException(name + "[" + texts.size() + "]", "must be a string");
                }
                texts.add(value.textValue());
            }
            return texts;
        }
    }

    /** An output that is wanted. */
    @Introspected
    record OutputBody(@NotBlank String name, @Nullable Map<String, JsonNode> parameters) {}

    InferenceRequest request(String model, @Nullable String version) {
        return new InferenceRequest(
                model,
                version,
                id == null ? "" : id,
                texts(parameters),
                inputs.stream().map(InputBody::tensor).toList(),
                outputs == null
                        ? List.of()
                        : outputs.stream().map(OutputBody::name).toList());
    }

    private static Map<String, Object> texts(@Nullable Map<String, JsonNode> parameters) {
        var texts = new HashMap<String, Object>();
        if (parameters != null) {
            parameters.forEach((name, value) -> texts.put(name, value.asText()));
        }
        return texts;
    }
}

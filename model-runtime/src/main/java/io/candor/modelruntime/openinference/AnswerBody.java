package io.candor.modelruntime.openinference;

import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.platform.inference.Tensor;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer in JSON (Open Inference Protocol v2, REST, "Inference Response JSON Object"). */
@Introspected
record AnswerBody(
        String modelName,
        String modelVersion,
        @Nullable String id,
        Map<String, String> parameters,
        List<OutputBody> outputs) {

    /** A tensor; {@code data} is flat. */
    @Introspected
    record OutputBody(String name, List<Long> shape, String datatype, Object data) {
        static OutputBody of(String name, Tensor tensor) {
            return switch (tensor) {
                case Tensor.Floats floats -> new OutputBody(name, floats.shape(), "FP32", floats.values());
                case Tensor.Texts texts -> new OutputBody(name, texts.shape(), "BYTES", texts.values());
            };
        }
    }

    static AnswerBody of(@Nullable String id, InferenceAnswer answer) {
        var model = answer.model();
        return new AnswerBody(
                model.name(),
                model.version(),
                id,
                Map.of("sha256", model.sha256()),
                answer.outputs().entrySet().stream()
                        .map(output -> OutputBody.of(output.getKey(), output.getValue()))
                        .toList());
    }
}

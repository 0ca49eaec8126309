package io.candor.modelruntime.openinference;

import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
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
        static OutputBody of(Tensor tensor) {
            return new OutputBody(
                    tensor.name(),
                    tensor.shape(),
                    tensor.datatype().name(),
                    tensor.datatype() == Datatype.BYTES ? tensor.texts() : tensor.floats());
        }
    }

    static AnswerBody of(@Nullable String id, InferenceAnswer answer) {
        var model = answer.model();
        return new AnswerBody(
                model.name(),
                model.version(),
                id,
                Map.of("sha256", model.sha256()),
                answer.outputs().stream().map(OutputBody::of).toList());
    }
}

package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.openinference.OutputParameters;
import io.candor.platform.web.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which outputs are to be binary data (Triton's extension for binary tensor data).
 *
 * @param all whether those are that say nothing of their own
 * @param byName what outputs say of their own
 */
record OutputForm(boolean all, Map<String, Boolean> byName) {
    static final String BINARY_DATA_OUTPUT = "binary_data_output";

    private static final String BINARY_DATA = "binary_data";

    OutputForm {
        byName = Map.copyOf(byName);
    }

    /**
     * What {@code request} asks for.
     *
     * @throws ProblemException 400 that names the parameter
     */
    static OutputForm of(JsonRequest request) {
        var byName = new HashMap<String, Boolean>();
        for (var index = 0; index < request.outputs().size(); index++) {
            var output = request.outputs().get(index);
            var path = "outputs[" + index + "]";
            OutputParameters.requireSupported(output.name(), output.parameters().keySet());
            var binary = flag(
                    path + ".parameters." + BINARY_DATA, output.parameters().get(BINARY_DATA));
            if (binary != null) {
                byName.put(output.name(), binary);
            }
        }
        var all = flag("parameters." + BINARY_DATA_OUTPUT, request.parameters().get(BINARY_DATA_OUTPUT));
        return new OutputForm(Boolean.TRUE.equals(all), byName);
    }

    boolean isBinary(String output) {
        return byName.getOrDefault(output, all);
    }

    private static @Nullable Boolean flag(String path, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw JsonMembers.mustBe(path, "a boolean");
    }
}

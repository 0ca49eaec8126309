package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.tensor.Datatype;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input as the JSON of a request describes it.
 *
 * @param data null when it comes as binary data, after the JSON
 */
record JsonInput(
        String name,
        Datatype datatype,
        List<Long> shape,
        Map<String, Object> parameters,
        @Nullable JsonTensor data) {}

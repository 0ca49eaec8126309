package io.candor.modelruntime.openinference.rest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An inference request as its JSON says it (Open Inference Protocol v2, REST, "Inference Request JSON Object").
 *
 * @param id null when none came
 * @param parameters strings, integers ({@link Long}), other numbers ({@link Double}) and booleans
 */
record JsonRequest(
        @Nullable String id, Map<String, Object> parameters, List<JsonInput> inputs, List<RequestedOutput> outputs) {}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.session.OnnxGraph;
import java.util.Map;

/** What metadata and answers tell about where a graph runs. */
final class StageProperties {
    private static final String DEVICE = "device";

    private StageProperties() {}

    static Map<String, String> of(OnnxGraph graph) {
        return Map.of(DEVICE, graph.device().toString(), "device_reason", graph.deviceReason());
    }

    static Map<String, Object> device(OnnxGraph graph) {
        return Map.of(DEVICE, graph.device().toString());
    }
}

package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.OutputDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the metadata tells about a head's output: labels and thresholds, each as JSON text. */
final class OutputProperties {
    private OutputProperties() {}

    static Map<String, String> of(OutputDefinition output) {
        var properties = new HashMap<String, String>();
        if (!output.labels().isEmpty()) {
            properties.put("labels." + output.name(), array(output.labels()));
        }
        output.threshold().ifPresent(value -> properties.put("threshold." + output.name(), String.valueOf(value)));
        if (!output.thresholds().isEmpty()) {
            properties.put("thresholds." + output.name(), output.thresholds().toString());
        }
        return properties;
    }

    private static String array(List<String> labels) {
        return labels.stream().map(OutputProperties::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String label) {
        return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.candor.platform.tracing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where spans go.
 *
 * @param otlpEndpoint base address of an OpenTelemetry collector (OTLP over HTTP), such as {@code http://127.0.0.1:4318};
 *     empty: there is no tracing
 * @param otlpHeaders header fields for the collector, as {@code name=value,name=value}
 * @param serviceName the service's name in its spans; empty: the application's
 * @param sampleRatio the share of the traces begun here that are kept, 0 to 1
 * @param trustCallers whether a caller's trace goes on here; if not, a new one begins that links to it
 */
@ConfigurationProperties("candor.tracing")
record TracingConfig(
        @Bindable(defaultValue = "") String otlpEndpoint,
        @Bindable(defaultValue = "") String otlpHeaders,
        @Bindable(defaultValue = "") String serviceName,
        @Bindable(defaultValue = "1") double sampleRatio,
        @Bindable(defaultValue = "true") boolean trustCallers) {

    /** The collector's address for traces (OpenTelemetry Protocol, "OTLP/HTTP Request"). */
    String tracesEndpoint() {
        return otlpEndpoint.replaceAll("/+$", "") + "/v1/traces";
    }

    Map<String, String> headers() {
        return Stream.of(otlpHeaders.split(",", -1))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0].strip(), field -> field[1].strip(), (one, other) -> other));
    }
}

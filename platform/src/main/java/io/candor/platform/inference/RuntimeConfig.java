package io.candor.platform.inference;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where the model runtime is.
 *
 * @param address {@code host:port} of its gRPC server
 * @param deadline how long an answer may take
 */
@ConfigurationProperties("candor.runtime")
record RuntimeConfig(
        String address, @Bindable(defaultValue = "10s") Duration deadline) {}

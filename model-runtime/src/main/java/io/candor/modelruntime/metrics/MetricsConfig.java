package io.candor.modelruntime.metrics;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How fine the metrics are.
 *
 * @param tenantLabels how many tenants are told apart by their id; all others share the label {@code other}
 */
@ConfigurationProperties("candor.metrics")
public record MetricsConfig(@Bindable(defaultValue = "100") int tenantLabels) {}

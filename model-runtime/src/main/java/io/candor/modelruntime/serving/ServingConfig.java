package io.candor.modelruntime.serving;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.MapFormat;
import java.time.Duration;
import java.util.Map;

/**
 * How models share the machine.
 *
 * @param weights each plan's share of a model that is asked for more than it can do
 * @param cores how many cores models may use; 0 for all
 * @param memoryLimit how many bytes all models together may take; 0 for four fifths of what is free at start
 * @param tenantModelMemory how many bytes a model of a tenant may take while it is tried
 * @param tenantModelTime how long it may take to be loaded and to run once
 */
@ConfigurationProperties("candor.serving")
public record ServingConfig(
        @MapFormat(keyFormat = io.micronaut.core.naming.conventions.StringConvention.RAW)
        Map<String, Integer> weights,

        @Bindable(defaultValue = "0") int cores,
        @Bindable(defaultValue = "0") long memoryLimit,
        @Bindable(defaultValue = "2147483648") long tenantModelMemory,
        @Bindable(defaultValue = "60s") Duration tenantModelTime) {
    private static final int FIFTH = 5;

    /** As many cores as there are, and no plan above another. */
    public static final ServingConfig PLAIN = new ServingConfig(Map.of(), 0, 0, 1L << 31, Duration.ofMinutes(1));

    public ServingConfig {
        weights = Map.copyOf(weights);
    }

    int coresOrAll() {
        return cores > 0 ? cores : Runtime.getRuntime().availableProcessors();
    }

    long memoryLimit(long available) {
        return memoryLimit > 0 ? memoryLimit : available / FIFTH * (FIFTH - 1);
    }
}

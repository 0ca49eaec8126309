package io.candor.modelruntime.serving;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;

/** The service is ready when a model is. */
@Singleton
@Readiness
class ModelHealthIndicator extends AbstractHealthIndicator<Map<String, Object>> {
    private final ModelService models;

    ModelHealthIndicator(ModelService models) {
        this.models = models;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        healthStatus = models.isReady() ? HealthStatus.UP : HealthStatus.DOWN;
        return Map.of();
    }

    @Override
    protected String getName() {
        return "models";
    }
}

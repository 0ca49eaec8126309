package io.candor.gateway.authentication;

import java.util.Map;
import java.util.Set;

/**
 * What the plan of a caller grants.
 *
 * @param plan its name
 * @param weight its weight in the runtime's scheduler
 * @param apps the apps that may be called
 * @param models the models that may be used; {@code *} stands for all
 * @param tenantRequestsPerMinute how many requests the whole tenant may make
 * @param keyRequestsPerMinute how many requests this key or person may make
 * @param meters the terms of each meter
 */
public record PlanTerms(
        String plan,
        int weight,
        Set<String> apps,
        Set<String> models,
        int tenantRequestsPerMinute,
        int keyRequestsPerMinute,
        Map<String, MeterTerms> meters) {
    public PlanTerms {
        apps = Set.copyOf(apps);
        models = Set.copyOf(models);
        meters = Map.copyOf(meters);
    }

    /** The terms of {@code meter}; one that the plan does not name is free. */
    public MeterTerms of(String meter) {
        return meters.getOrDefault(meter, MeterTerms.FREE);
    }
}

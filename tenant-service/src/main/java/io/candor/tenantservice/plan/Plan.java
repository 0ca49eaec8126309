package io.candor.tenantservice.plan;

import java.util.List;
import java.util.Map;

/**
 * What a tenant can book.
 *
 * @param name by which tenants and the API name it
 * @param title for people to read
 * @param monthlyPriceNanos what a month costs before any use, in 1e-9 of the plan file's currency
 * @param apps the apps that may be called
 * @param models the models that may be used; {@code *} stands for all
 * @param requestsPerMinute rate limits
 * @param schedulerWeight the share in a model that is asked for more than it can do
 * @param members how many members and invitations
 * @param apiKeys how many keys in force
 * @param meters the terms of each meter
 */
public record Plan(
        String name,
        String title,
        long monthlyPriceNanos,
        List<String> apps,
        List<String> models,
        RequestsPerMinute requestsPerMinute,
        int schedulerWeight,
        int members,
        int apiKeys,
        Map<String, MeterTerms> meters) {
    public Plan {
        apps = List.copyOf(apps);
        models = List.copyOf(models);
        meters = Map.copyOf(meters);
    }

    /** The terms of {@code meter}; one that the plan does not name is free. */
    public MeterTerms terms(String meter) {
        return meters.getOrDefault(meter, MeterTerms.FREE);
    }
}

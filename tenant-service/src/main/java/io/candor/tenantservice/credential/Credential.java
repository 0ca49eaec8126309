package io.candor.tenantservice.credential;

import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.plan.RequestsPerMinute;
import io.candor.tenantservice.scope.Scope;
import io.candor.tenantservice.tenant.TenantStatus;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Whom a key or a person stands for, and what it may do on which terms.
 *
 * @param subject {@code key:<id>} or {@code user:<oidc sub>}
 * @param status how the tenant stands
 * @param test whether it is a test key, whose calls are not billed
 * @param plan the name of the tenant's plan
 * @param apps the apps that the plan grants
 * @param models the models that the plan grants; {@code *} stands for all
 * @param requestsPerMinute how often
 * @param weight the plan's weight in the runtime's scheduler
 * @param meters the terms of each meter
 */
@Introspected
record Credential(
        UUID tenantId,
        String tenantName,
        String subject,
        List<Scope> scopes,
        TenantStatus status,
        boolean test,
        String plan,
        List<String> apps,
        List<String> models,
        RequestsPerMinute requestsPerMinute,
        int weight,
        Map<String, MeterTerms> meters) {
    Credential {
        scopes = List.copyOf(scopes);
        apps = List.copyOf(apps);
        models = List.copyOf(models);
        meters = Map.copyOf(meters);
    }
}

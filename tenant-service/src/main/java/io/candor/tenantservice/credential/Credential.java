package io.candor.tenantservice.credential;

import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.plan.RequestsPerMinute;
import io.candor.tenantservice.tenant.TenantStatus;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a key or a person stands for, and what it may do on which terms.
 *
 * @param tenantId null for a person who has no tenant yet and for an operator
 * @param subject {@code key:<id>}, {@code user:<oidc sub>}, {@code service-account:<client id>} or
 *     {@code operator:<oidc sub>}
 * @param status how the tenant stands
 * @param test whether it is a test key, whose calls are not billed
 * @param plan the name of the tenant's plan
 * @param apps the apps that the plan grants
 * @param models the models that the plan grants; {@code *} stands for all
 * @param requestsPerMinute how often
 * @param weight the plan's weight in the runtime's scheduler
 * @param meters the terms of each meter
 * @param tenantBudgetNanos what the tenant's calls may cost a month, in billionths of the currency; null for any amount
 * @param keyBudgetNanos what the key's calls may cost a month; null for any amount
 * @param expiresAt when the credential ends by itself; null for never
 * @param verifiedEmail the address of a person who has no tenant yet
 */
@Introspected
record Credential(
        @Nullable UUID tenantId,
        @Nullable String tenantName,
        String subject,
        List<String> scopes,
        @Nullable TenantStatus status,
        boolean test,
        @Nullable String plan,
        List<String> apps,
        List<String> models,
        RequestsPerMinute requestsPerMinute,
        int weight,
        Map<String, MeterTerms> meters,
        @Nullable Long tenantBudgetNanos,
        @Nullable Long keyBudgetNanos,
        @Nullable Instant expiresAt,
        @Nullable String verifiedEmail) {
    Credential {
        scopes = List.copyOf(scopes);
        apps = List.copyOf(apps);
        models = List.copyOf(models);
        meters = Map.copyOf(meters);
    }

    /** Somebody who acts for no tenant. */
    static Credential withoutTenant(
            String subject, String scope, RequestsPerMinute often, @Nullable String verifiedEmail) {
        return new Credential(
                null,
                null,
                subject,
                List.of(scope),
                null,
                false,
                null,
                List.of(),
                List.of(),
                often,
                0,
                Map.of(),
                null,
                null,
                null,
                verifiedEmail);
    }
}

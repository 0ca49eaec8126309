package io.candor.gateway.authentication;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tenant-service answers; a field that it adds later does no harm. Who has no tenant has no plan either. */
@Introspected
@JsonIgnoreProperties(ignoreUnknown = true)
record CredentialResponse(
        @Nullable UUID tenantId,
        String subject,
        Set<String> scopes,
        @Nullable String status,
        @Nullable Boolean test,
        @Nullable String plan,
        @Nullable Set<String> apps,
        @Nullable Set<String> models,
        RequestsPerMinute requestsPerMinute,
        @Nullable Integer weight,
        @Nullable Map<String, MeterTerms> meters,
        @Nullable Long tenantBudgetNanos,
        @Nullable Long keyBudgetNanos,
        @Nullable Instant expiresAt,
        @Nullable String verifiedEmail) {
    private static final Set<String> SUSPENDED = Set.of("suspended", "deleting");

    Credential toCredential() {
        return new Credential(
                tenantId,
                subject,
                scopes,
                status != null && SUSPENDED.contains(status),
                Boolean.TRUE.equals(test),
                new PlanTerms(
                        plan == null ? "" : plan,
                        weight == null ? 0 : weight,
                        Objects.requireNonNullElse(apps, Set.of()),
                        Objects.requireNonNullElse(models, Set.of()),
                        requestsPerMinute.tenant,
                        requestsPerMinute.key,
                        Objects.requireNonNullElse(meters, Map.of())),
                new Budgets(tenantBudgetNanos, keyBudgetNanos),
                verifiedEmail);
    }

    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestsPerMinute(int tenant, int key) {}
}

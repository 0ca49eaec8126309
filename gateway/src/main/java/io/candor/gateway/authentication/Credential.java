package io.candor.gateway.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and what that one may do.
 *
 * @param tenantId the tenant for which it acts, or null for a person who has none yet and for an operator
 * @param subject {@code key:<id>}, {@code user:<oidc sub>}, {@code service-account:<client id>} or
 *     {@code operator:<oidc sub>}
 * @param scopes what it may do
 * @param suspended whether the tenant may see to nothing but bills and privacy requests
 * @param test whether it is a test key, whose calls are not billed
 * @param terms what the tenant's plan grants
 * @param budgets what its calls may cost
 * @param verifiedEmail the address of a person who has no tenant yet
 */
public record Credential(
        @Nullable UUID tenantId,
        String subject,
        Set<String> scopes,
        boolean suspended,
        boolean test,
        PlanTerms terms,
        Budgets budgets,
        @Nullable String verifiedEmail) {

    public Credential {
        scopes = Set.copyOf(scopes);
    }

    /** Whose requests are limited together: the tenant's or, without one, the caller's own. */
    public UUID limitedAs() {
        return tenantId == null ? UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)) : tenantId;
    }
}

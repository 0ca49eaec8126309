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
 * @param plan the tenant's plan
 * @param weight the plan's weight in the runtime's scheduler
 * @param test whether it is a test key, whose calls are not billed
 * @param tenantRequestsPerMinute how many requests the whole tenant may make
 * @param keyRequestsPerMinute how many requests this key or person may make
 * @param verifiedEmail the address of a person who has no tenant yet
 */
public record Credential(
        @Nullable UUID tenantId,
        String subject,
        Set<String> scopes,
        String plan,
        int weight,
        boolean test,
        int tenantRequestsPerMinute,
        int keyRequestsPerMinute,
        @Nullable String verifiedEmail) {

    public Credential {
        scopes = Set.copyOf(scopes);
    }

    /** Whose requests are limited together: the tenant's or, without one, the caller's own. */
    public UUID limitedAs() {
        return tenantId == null ? UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)) : tenantId;
    }
}

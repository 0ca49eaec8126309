package io.candor.gateway.authentication;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls, and what that one may do.
 *
 * @param tenantId the tenant for which it acts
 * @param subject {@code key:<id>} or {@code user:<oidc sub>}
 * @param scopes what it may do
 * @param plan the tenant's plan
 * @param tenantRequestsPerMinute how many requests the whole tenant may make
 * @param keyRequestsPerMinute how many requests this key or person may make
 */
public record Credential(
        UUID tenantId,
        String subject,
        Set<String> scopes,
        String plan,
        int tenantRequestsPerMinute,
        int keyRequestsPerMinute) {

    public Credential {
        scopes = Set.copyOf(scopes);
    }
}

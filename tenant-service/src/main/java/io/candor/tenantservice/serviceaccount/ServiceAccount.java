package io.candor.tenantservice.serviceaccount;

import io.candor.tenantservice.scope.Scope;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A machine of a tenant, as its administrators see it: without the secret. */
@Introspected
public record ServiceAccount(UUID id, String clientId, String name, List<Scope> scopes, Instant createdAt) {
    public ServiceAccount {
        scopes = List.copyOf(scopes);
    }
}

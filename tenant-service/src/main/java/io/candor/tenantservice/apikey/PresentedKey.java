package io.candor.tenantservice.apikey;

import io.candor.tenantservice.scope.Scope;
import java.util.List;
import java.util.UUID;

/** A key that somebody presented. */
public record PresentedKey(UUID tenantId, UUID id, List<Scope> scopes, boolean test, boolean revoked) {
    public PresentedKey {
        scopes = List.copyOf(scopes);
    }
}

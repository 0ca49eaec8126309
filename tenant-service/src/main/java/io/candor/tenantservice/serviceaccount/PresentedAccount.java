package io.candor.tenantservice.serviceaccount;

import io.candor.tenantservice.scope.Scope;
import java.util.List;
import java.util.UUID;

/** A service account whose token somebody presented. */
public record PresentedAccount(UUID tenantId, List<Scope> scopes) {
    public PresentedAccount {
        scopes = List.copyOf(scopes);
    }
}

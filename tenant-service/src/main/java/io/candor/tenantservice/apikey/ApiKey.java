package io.candor.tenantservice.apikey;

import io.candor.tenantservice.scope.Scope;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key as its tenant sees it: without the secret. */
@Introspected
record ApiKey(
        UUID id,
        String name,
        String prefix,
        List<Scope> scopes,
        Environment environment,
        Instant createdAt,
        @Nullable Instant revokedAt) {
    ApiKey {
        scopes = List.copyOf(scopes);
    }
}

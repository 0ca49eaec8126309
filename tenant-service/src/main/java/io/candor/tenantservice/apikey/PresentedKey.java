package io.candor.tenantservice.apikey;

import io.candor.tenantservice.scope.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that somebody presented.
 *
 * @param expiresAt when the presented secret ends: with its key, or with its overlap after a rotation; null for never
 * @param requestsPerMinute how often it may be used, if that is less than the plan allows
 */
public record PresentedKey(
        UUID tenantId,
        UUID id,
        List<Scope> scopes,
        boolean test,
        boolean revoked,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute) {
    public PresentedKey {
        scopes = List.copyOf(scopes);
    }
}

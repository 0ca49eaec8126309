package io.candor.tenantservice.platformadmin;

import io.candor.tenantservice.member.Role;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's leave to act in a tenant.
 *
 * @param operator {@code operator:<oidc sub>}
 * @param endedAt when it was ended or ran out, or null while it lasts
 */
@Introspected
record Impersonation(
        UUID id,
        UUID tenantId,
        String operator,
        Role role,
        String reason,
        Instant startedAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {}

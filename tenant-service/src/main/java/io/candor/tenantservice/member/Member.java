package io.candor.tenantservice.member;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of a tenant, as its administrators see it.
 *
 * @param invitationExpiresAt until when the invitation can be accepted; null once it was
 */
@Introspected
record Member(
        UUID id,
        String email,
        Role role,
        MemberStatus status,
        Instant createdAt,
        @Nullable Instant invitationExpiresAt) {}

package io.candor.tenantservice.member;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** A person of a tenant, as its administrators see it. */
@Introspected
record Member(UUID id, String email, Role role, MemberStatus status, Instant createdAt) {}

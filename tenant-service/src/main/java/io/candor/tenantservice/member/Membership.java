package io.candor.tenantservice.member;

import java.util.UUID;

/** In which tenant a signed-in person acts, and as what. */
public record Membership(UUID tenantId, Role role) {}

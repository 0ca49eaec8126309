package io.candor.tenantservice.privacy;

import java.util.UUID;

/** What one service has to do for one request. */
record Step(UUID tenantId, UUID requestId, String service) {}

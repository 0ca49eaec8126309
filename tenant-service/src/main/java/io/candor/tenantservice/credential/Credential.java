package io.candor.tenantservice.credential;

import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.RequestsPerMinute;
import io.candor.tenantservice.scope.Scope;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;

/** Whom a key or a person stands for, what it may do, and how often. */
@Introspected
record Credential(
        UUID tenantId,
        String tenantName,
        String subject,
        List<Scope> scopes,
        Plan plan,
        RequestsPerMinute requestsPerMinute) {
    Credential {
        scopes = List.copyOf(scopes);
    }
}

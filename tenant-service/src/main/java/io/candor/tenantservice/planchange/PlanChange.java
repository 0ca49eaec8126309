package io.candor.tenantservice.planchange;

import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A change of the tenant's plan that was asked for. */
@Introspected
record PlanChange(UUID id, String fromPlan, String toPlan, Instant effectiveAt, State state, Instant createdAt) {
    /** What became of it. */
    enum State {
        PENDING,
        APPLIED,
        CANCELLED;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }
}

package io.candor.tenantservice.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A budget of a month was used up to {@code percent}, raised once for each. */
record BudgetAlert(
        UUID id,
        UUID budgetId,
        @Nullable UUID apiKeyId,
        LocalDate period,
        int percent,
        long limitNanos,
        long spentNanos,
        Instant raisedAt) {}

package io.candor.tenantservice.budget;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that a month may cost.
 *
 * @param apiKeyId the key that it is for; null for the whole tenant
 * @param limitNanos in billionths of the currency
 * @param hard whether calls end with it; else it only raises alerts
 * @param spentNanos what this month has cost so far
 */
record Budget(UUID id, @Nullable UUID apiKeyId, long limitNanos, boolean hard, long spentNanos, Instant createdAt) {
    /** By which the spending of a month is kept: empty for the tenant. */
    static String holder(@Nullable UUID apiKeyId) {
        return apiKeyId == null ? "" : "key:" + apiKeyId;
    }
}

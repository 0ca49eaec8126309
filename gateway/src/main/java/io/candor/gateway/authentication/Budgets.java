package io.candor.gateway.authentication;

import org.jspecify.annotations.Nullable;

/**
 * How much money a month may cost before calls are refused, in 1e-9 of the platform's currency.
 *
 * @param tenantNanos of the whole tenant; null for any amount
 * @param keyNanos of this key; null for any amount
 */
public record Budgets(@Nullable Long tenantNanos, @Nullable Long keyNanos) {
    /** Any amount. */
    public static final Budgets NONE = new Budgets(null, null);
}

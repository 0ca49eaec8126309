package io.candor.tenantservice.billing.stripe;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant at Stripe.
 *
 * @param subscription what it is subscribed to, or null
 */
record StripeAccount(String customerId, @Nullable StripeSubscription subscription) {
    Optional<StripeSubscription> runningSubscription() {
        return Optional.ofNullable(subscription).filter(StripeSubscription::isRunning);
    }

    /**
     * A subscription as Stripe last told.
     *
     * @param status Stripe's word, such as {@code active} or {@code past_due}
     * @param plan the plan that its monthly price belongs to, or null when it is none of Candor's
     * @param endsAt when the paid period ends
     */
    record StripeSubscription(
            String id,
            String status,
            @Nullable String plan,
            @Nullable Instant endsAt) {
        boolean isRunning() {
            return switch (status) {
                case "canceled", "incomplete_expired", "incomplete" -> false;
                default -> true;
            };
        }
    }
}

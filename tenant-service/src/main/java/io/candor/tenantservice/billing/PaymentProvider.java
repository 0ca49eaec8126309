package io.candor.tenantservice.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who issues and collects invoices instead of Candor; without one billing is manual. */
public interface PaymentProvider {
    /** The bound tenant's subscription, if it has one. */
    Optional<Subscription> subscription();

    /** How long after a month's end its usage still gets onto that month's invoice. */
    Duration lateAfter();

    /**
     * What a tenant pays for regularly.
     *
     * @param status in the provider's words
     * @param plan the plan, or null when it is none of Candor's
     * @param periodEndsAt when the paid time ends, or null
     */
    record Subscription(
            String status, @Nullable String plan, @Nullable Instant periodEndsAt) {}
}

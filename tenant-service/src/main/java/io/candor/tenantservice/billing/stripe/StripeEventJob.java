package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Forgets events that Stripe, which tells each for at most three days, does not repeat any more. */
@Singleton
@Requires(beans = StripeClient.class)
class StripeEventJob {
    private static final Duration KEPT = Duration.ofDays(30);

    private final StripeEventTable events;
    private final Clock clock;

    StripeEventJob(StripeEventTable events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "6h", initialDelay = "5m")
    void forget() {
        events.deleteOlderThan(clock.instant().minus(KEPT));
    }
}

package io.candor.tenantservice.billing.stripe;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The account at Stripe.
 *
 * @param apiKey the secret key; without one billing is manual
 * @param apiBase where Stripe's API is
 * @param webhookSecret signs what Stripe tells; without one webhooks are refused
 * @param webhookTolerance how old a signature may be
 * @param sendInterval how long units are summed up before Stripe is told
 * @param lateAfter how long after a month's end its usage still reaches Stripe's invoice of that month
 */
@ConfigurationProperties("candor.billing.stripe")
record StripeConfig(
        @Nullable String apiKey,
        @Bindable(defaultValue = "https://api.stripe.com") URI apiBase,
        @Nullable String webhookSecret,
        @Bindable(defaultValue = "5m") Duration webhookTolerance,
        @Bindable(defaultValue = "10s") Duration sendInterval,
        @Bindable(defaultValue = "30m") Duration lateAfter) {

    @Override
    public String toString() {
        return "StripeConfig[apiBase=" + apiBase + "]";
    }
}

package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;

/** Stripe's own client, where a secret key is configured. */
@Factory
class StripeFactory {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(20);
    private static final int RETRIES = 2;

    @Singleton
    @Requires(property = "candor.billing.stripe.api-key", pattern = "\\S+")
    StripeClient client(StripeConfig config) {
        return StripeClient.builder()
                .setApiKey(Objects.requireNonNull(config.apiKey()))
                .setApiBase(config.apiBase().toString())
                .setConnectTimeout((int) CONNECT.toMillis())
                .setReadTimeout((int) READ.toMillis())
                .setMaxNetworkRetries(RETRIES)
                .build();
    }
}

package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import io.candor.tenantservice.billing.stripe.StripeAccount.StripeSubscription;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the bound tenant's subscription as Stripe shows it now. */
@Singleton
@Requires(beans = StripeClient.class)
class SubscriptionMirror {
    private final StripeClient client;
    private final StripeAccountRepository accounts;

    SubscriptionMirror(StripeClient client, StripeAccountRepository accounts) {
        this.client = client;
        this.accounts = accounts;
    }

    void fetch(String id) throws StripeException {
        var subscription = client.v1().subscriptions().retrieve(id);
        var now = new StripeSubscription(
                subscription.getId(), subscription.getStatus(), plan(subscription), endsAt(subscription));
        var known = accounts.find().flatMap(account -> Optional.ofNullable(account.subscription()));
        if (known.isEmpty() || known.get().id().equals(id) || now.isRunning()) {
            accounts.setSubscription(now);
        }
    }

    private static @Nullable String plan(Subscription subscription) {
        return subscription.getItems().getData().stream()
                .map(SubscriptionItem::getPrice)
                .filter(price -> price != null && price.getMetadata() != null)
                .map(price -> price.getMetadata().get(PriceSpec.PLAN))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant endsAt(Subscription subscription) {
        return subscription.getItems().getData().stream()
                .map(SubscriptionItem::getCurrentPeriodEnd)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .map(Instant::ofEpochSecond)
                .orElse(null);
    }
}

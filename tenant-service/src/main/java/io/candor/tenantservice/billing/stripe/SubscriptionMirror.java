package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import io.candor.tenantservice.billing.stripe.StripeAccount.StripeSubscription;
import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the bound tenant's subscription as Stripe shows it now, and gives the tenant the plan that it pays for. */
@Singleton
@Requires(beans = StripeClient.class)
class SubscriptionMirror {
    private final StripeClient client;
    private final StripeAccountRepository accounts;
    private final WantedPlanRepository wanted;
    private final TenantService tenants;
    private final Plans plans;
    private final TransactionOperations<Connection> transactions;

    SubscriptionMirror(
            StripeClient client,
            StripeAccountRepository accounts,
            WantedPlanRepository wanted,
            TenantService tenants,
            Plans plans,
            TransactionOperations<Connection> transactions) {
        this.client = client;
        this.accounts = accounts;
        this.wanted = wanted;
        this.tenants = tenants;
        this.plans = plans;
        this.transactions = transactions;
    }

    void fetch(String id) throws StripeException {
        var subscription = client.v1().subscriptions().retrieve(id);
        var now = new StripeSubscription(
                subscription.getId(), subscription.getStatus(), plan(subscription), endsAt(subscription));
        transactions.executeWrite(status -> {
            keep(now);
            return now;
        });
    }

    private void keep(StripeSubscription now) {
        var known = accounts.lock().flatMap(account -> Optional.ofNullable(account.subscription()));
        if (known.isPresent() && !known.get().id().equals(now.id()) && !now.isRunning()) {
            return;
        }
        accounts.setSubscription(now);
        if (wanted.find().isPresent()) {
            return;
        }
        if (now.isRunning()) {
            take(Optional.ofNullable(now.plan()));
        } else if (known.filter(StripeSubscription::isRunning).isPresent()) {
            take(plans.all().stream()
                    .filter(plan -> plan.monthlyPriceNanos() == 0)
                    .findFirst()
                    .map(Plan::name));
        }
    }

    private void take(Optional<String> plan) {
        plan.filter(name -> plans.find(name).isPresent())
                .filter(name -> !name.equals(tenants.current().plan()))
                .ifPresent(tenants::changePlan);
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

package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionUpdateParams;
import io.candor.platform.tenancy.TenantContext;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives subscriptions the plans of their tenants, until Stripe has them. What Stripe holds is compared first, so a change
 * whose answer was lost is not made twice.
 */
@Singleton
@Requires(beans = StripeClient.class)
class SubscriptionJob {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionJob.class);
    private static final Duration AT_THE_MONTHS_START = Duration.ofMinutes(10);

    private final StripeClient client;
    private final StripeProvisioning provisioning;
    private final StripeAccountRepository accounts;
    private final WantedPlanRepository wanted;
    private final SubscriptionMirror mirror;
    private final Plans plans;
    private final TransactionOperations<Connection> transactions;

    SubscriptionJob(
            StripeClient client,
            StripeProvisioning provisioning,
            StripeAccountRepository accounts,
            WantedPlanRepository wanted,
            SubscriptionMirror mirror,
            Plans plans,
            TransactionOperations<Connection> transactions) {
        this.client = client;
        this.provisioning = provisioning;
        this.accounts = accounts;
        this.wanted = wanted;
        this.mirror = mirror;
        this.plans = plans;
        this.transactions = transactions;
    }

    /** Calls the job from time to time. */
    @Singleton
    @Requires(beans = StripeClient.class)
    @Requires(property = "candor.billing.jobs", notEquals = "false")
    static class Timer {
        private final SubscriptionJob job;

        Timer(SubscriptionJob job) {
            this.job = job;
        }

        @Scheduled(fixedDelay = "10s", initialDelay = "10s")
        void tick() {
            job.run();
        }
    }

    void run() {
        wanted.waiting().forEach(this::changeFor);
    }

    private void changeFor(UUID tenant) {
        var context = TenantContext.ofService("tenant-service", tenant, "stripe-plan-" + tenant);
        context.run(() -> {
            try {
                change();
            } catch (StripeException e) {
                // It is wanted until Stripe has it: the next round tries again.
                LOG.warn("The subscription of {} waits: {} {}", tenant, e.getStatusCode(), e.getCode());
            }
        });
    }

    private void change() throws StripeException {
        var plan = transactions.executeRead(status -> wanted.find());
        var subscription =
                transactions.executeRead(status -> accounts.find().flatMap(StripeAccount::runningSubscription));
        if (plan.isEmpty()) {
            return;
        }
        if (subscription.isPresent()) {
            bring(client.v1().subscriptions().retrieve(subscription.get().id()), plan.get());
            mirror.fetch(subscription.get().id());
        }
        transactions.executeWrite(status -> {
            wanted.fulfilled(plan.get());
            return plan;
        });
    }

    private void bring(Subscription subscription, WantedPlan plan) throws StripeException {
        if ("canceled".equals(subscription.getStatus())) {
            return;
        }
        if (plans.get(plan.plan()).monthlyPriceNanos() == 0) {
            cancel(subscription);
            return;
        }
        var prices = Objects.requireNonNull(provisioning.catalog().prices().get(plan.plan()));
        var items = SubscriptionChange.items(subscription.getItems().getData(), prices);
        if (!items.isEmpty()) {
            update(subscription, items, plan.since());
        }
    }

    private void cancel(Subscription subscription) throws StripeException {
        var params = SubscriptionCancelParams.builder()
                .setInvoiceNow(true)
                .setProrate(true)
                .build();
        client.v1().subscriptions().cancel(subscription.getId(), params);
    }

    /** A change at a month's start is prorated from its first second, so that the old plan costs nothing of the month. */
    private void update(Subscription subscription, List<SubscriptionUpdateParams.Item> items, Instant since)
            throws StripeException {
        var params = SubscriptionUpdateParams.builder()
                .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.CREATE_PRORATIONS)
                .addAllItem(items);
        var monthStart = YearMonth.from(since.atOffset(ZoneOffset.UTC))
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        if (since.isBefore(monthStart.plus(AT_THE_MONTHS_START))) {
            params.setProrationDate(monthStart.getEpochSecond());
        }
        client.v1().subscriptions().update(subscription.getId(), params.build());
    }
}

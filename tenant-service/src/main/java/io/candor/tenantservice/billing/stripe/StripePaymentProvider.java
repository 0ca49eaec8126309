package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import io.candor.tenantservice.billing.PaymentProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;

/** Stripe as Candor's billing sees it. */
@Singleton
@Requires(beans = StripeClient.class)
class StripePaymentProvider implements PaymentProvider {
    private final StripeAccountRepository accounts;
    private final TransactionOperations<Connection> transactions;
    private final StripeConfig config;

    StripePaymentProvider(
            StripeAccountRepository accounts, TransactionOperations<Connection> transactions, StripeConfig config) {
        this.accounts = accounts;
        this.transactions = transactions;
        this.config = config;
    }

    @Override
    public Optional<Subscription> subscription() {
        return transactions
                .executeRead(status -> accounts.find())
                .flatMap(account -> Optional.ofNullable(account.subscription()))
                .map(subscription ->
                        new Subscription(subscription.status(), subscription.plan(), subscription.endsAt()));
    }

    @Override
    public Duration lateAfter() {
        return config.lateAfter();
    }
}

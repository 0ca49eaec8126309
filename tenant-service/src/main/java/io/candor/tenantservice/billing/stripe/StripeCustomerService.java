package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.service.V1Services;
import io.candor.tenantservice.tenant.Tenant;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;

/** Makes a tenant a customer at Stripe when it is needed, once. */
@Singleton
@Requires(beans = StripeClient.class)
class StripeCustomerService {
    /** Where a customer carries the tenant that it stands for. */
    static final String TENANT = "candor_tenant";

    private final StripeAccountRepository accounts;
    private final TenantService tenants;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    StripeCustomerService(
            StripeAccountRepository accounts,
            TenantService tenants,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.accounts = accounts;
        this.tenants = tenants;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The customer that the bound tenant is. */
    String customer(V1Services stripe) throws StripeException {
        var known = transactions.executeRead(status -> accounts.find());
        if (known.isPresent()) {
            return known.get().customerId();
        }
        var created = create(stripe, tenants.current());
        return transactions.executeWrite(status -> {
            accounts.insert(created, clock.instant());
            return accounts.find().orElseThrow().customerId();
        });
    }

    /** The key lasts an hour: Stripe would repeat a failure of its own under the same key for a day. */
    private String create(V1Services stripe, Tenant tenant) throws StripeException {
        var customer = CustomerCreateParams.builder()
                .setName(tenant.name())
                .putMetadata(TENANT, tenant.id().toString())
                .build();
        var hour = Duration.ofMillis(clock.millis()).toHours();
        var key = "candor-customer-" + tenant.id() + "-" + hour;
        return stripe.customers()
                .create(
                        customer,
                        RequestOptions.builder().setIdempotencyKey(key).build())
                .getId();
    }
}

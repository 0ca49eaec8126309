package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.service.V1Services;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.billing.BillingConfig;
import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** Opens Stripe's own pages: one to subscribe, one to look after cards and invoices. */
@Singleton
@Requires(beans = StripeClient.class)
class CheckoutService {
    private final StripeApi api;
    private final StripeCustomerService customers;
    private final StripeProvisioning provisioning;
    private final StripeAccountRepository accounts;
    private final TransactionOperations<Connection> transactions;
    private final Plans plans;
    private final BillingConfig config;
    private final Clock clock;

    CheckoutService(
            StripeApi api,
            StripeCustomerService customers,
            StripeProvisioning provisioning,
            StripeAccountRepository accounts,
            TransactionOperations<Connection> transactions,
            Plans plans,
            BillingConfig config,
            Clock clock) {
        this.api = api;
        this.customers = customers;
        this.provisioning = provisioning;
        this.accounts = accounts;
        this.transactions = transactions;
        this.plans = plans;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The address of a page on which somebody of the bound tenant subscribes to a plan.
     *
     * @throws ProblemException 400 for a plan that costs nothing or a return address that is not the web app's, 409
     *     {@code already-subscribed}, 502 and 503 as {@link StripeApi} says
     */
    String checkout(String planName, String successUrl, String cancelUrl) {
        var plan = plans.require(planName);
        if (plan.monthlyPriceNanos() == 0) {
            throw ProblemException.invalid("plan", "costs nothing, so there is nothing to subscribe to");
        }
        requireWebApp("success_url", successUrl);
        requireWebApp("cancel_url", cancelUrl);
        var account = transactions.executeRead(status -> accounts.find());
        if (account.flatMap(StripeAccount::runningSubscription).isPresent()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "already-subscribed",
                    "There is a subscription already: change its plan instead");
        }
        return api.call(stripe -> checkout(stripe, plan, successUrl, cancelUrl));
    }

    private String checkout(V1Services stripe, Plan plan, String successUrl, String cancelUrl) throws StripeException {
        var tenant = TenantContext.current().requireTenant().toString();
        var prices = provisioning.catalog().prices().getOrDefault(plan.name(), List.of());
        var session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                .setCustomer(customers.customer(stripe))
                .setClientReferenceId(tenant)
                .setSuccessUrl(successUrl)
                .setCancelUrl(cancelUrl)
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setPrice(prices.getFirst())
                        .setQuantity(1L)
                        .build())
                .setSubscriptionData(SessionCreateParams.SubscriptionData.builder()
                        .setBillingCycleAnchor(startOfNextMonth())
                        .setProrationBehavior(SessionCreateParams.SubscriptionData.ProrationBehavior.CREATE_PRORATIONS)
                        .putMetadata(StripeCustomerService.TENANT, tenant)
                        .build());
        for (var metered : prices.subList(1, prices.size())) {
            session.addLineItem(
                    SessionCreateParams.LineItem.builder().setPrice(metered).build());
        }
        return stripe.checkout().sessions().create(session.build()).getUrl();
    }

    /** Bills follow the calendar month of UTC, as quotas and budgets do. */
    private long startOfNextMonth() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
    }

    /**
     * The address of a page on which somebody of the bound tenant sees to cards and invoices.
     *
     * @throws ProblemException 400 for a return address that is not the web app's, 502 and 503 as {@link StripeApi} says
     */
    String portal(String returnUrl) {
        requireWebApp("return_url", returnUrl);
        return api.call(stripe -> {
            var session = com.stripe.param.billingportal.SessionCreateParams.builder()
                    .setCustomer(customers.customer(stripe))
                    .setReturnUrl(returnUrl)
                    .build();
            return stripe.billingPortal().sessions().create(session).getUrl();
        });
    }

    /** Else anybody could have Stripe send people to a page of theirs. */
    private void requireWebApp(String field, String url) {
        if (config.webOrigins().stream().noneMatch(origin -> url.equals(origin) || url.startsWith(origin + "/"))) {
            throw ProblemException.invalid(field, "must be an address of the web app");
        }
    }
}

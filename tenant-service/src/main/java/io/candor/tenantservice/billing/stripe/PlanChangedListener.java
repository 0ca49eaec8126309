package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.plan.PlanChanged;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Notes, in the transaction that changes a tenant's plan, that its subscription must follow. */
@Singleton
@Requires(beans = StripeClient.class)
class PlanChangedListener {
    private final StripeAccountRepository accounts;
    private final WantedPlanRepository wanted;
    private final Plans plans;
    private final Clock clock;

    PlanChangedListener(StripeAccountRepository accounts, WantedPlanRepository wanted, Plans plans, Clock clock) {
        this.accounts = accounts;
        this.wanted = wanted;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * Notes the change.
     *
     * @throws ProblemException 409 {@code subscription-needed} when a customer takes a plan that costs something and pays
     *     for none
     */
    @EventListener
    void onChange(PlanChanged change) {
        var running = accounts.lock().flatMap(StripeAccount::runningSubscription);
        if (running.isPresent()) {
            if (!change.to().equals(running.get().plan())) {
                wanted.want(change.to(), clock.instant().truncatedTo(ChronoUnit.MICROS));
            }
        } else if (plans.get(change.to()).monthlyPriceNanos() > 0 && isCustomer(TenantContext.current())) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "subscription-needed",
                    "This plan costs something: subscribe to it with a checkout session");
        }
    }

    /** The operator may give any plan away, and the service's own jobs do what was decided before. */
    private static boolean isCustomer(TenantContext caller) {
        return !caller.subject().startsWith("service:") && !caller.scopes().contains("platform:admin");
    }
}

package io.candor.tenantservice.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import io.candor.platform.security.RequiredScope;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.tenant.TenantService;
import io.candor.tenantservice.tenant.TenantStatus;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Controller("/v1/billing")
@ExecuteOn(TaskExecutors.BLOCKING)
class BillingController {
    private final TenantService tenants;
    private final DunningService dunning;
    private final Plans plans;
    private final Optional<PaymentProvider> provider;

    BillingController(TenantService tenants, DunningService dunning, Plans plans, Optional<PaymentProvider> provider) {
        this.tenants = tenants;
        this.dunning = dunning;
        this.plans = plans;
        this.provider = provider;
    }

    @Get
    @RequiredScope("billing:read")
    GetBillingResponse get() {
        var tenant = tenants.current();
        return new GetBillingResponse(
                provider.isPresent() ? BillingMode.STRIPE : BillingMode.MANUAL,
                plans.currency(),
                tenant.plan(),
                tenant.status(),
                provider.flatMap(PaymentProvider::subscription)
                        .map(Subscription::of)
                        .orElse(null),
                dunning.find().map(UnpaidInvoices::of).orElse(null));
    }

    /** How a tenant is billed and where it stands. */
    @Introspected
    record GetBillingResponse(
            BillingMode mode,
            String currency,
            String plan,
            TenantStatus tenantStatus,
            @Nullable Subscription subscription,
            @Nullable UnpaidInvoices unpaid) {}

    /** A subscription as the API shows it. */
    @Introspected
    record Subscription(
            String status, @Nullable String plan, @Nullable Instant periodEndsAt) {
        static Subscription of(PaymentProvider.Subscription subscription) {
            return new Subscription(subscription.status(), subscription.plan(), subscription.periodEndsAt());
        }
    }

    /** What follows from unpaid invoices. */
    @Introspected
    record UnpaidInvoices(Stage stage, Instant since, Instant suspendsAt) {
        static UnpaidInvoices of(Dunning dunning) {
            return new UnpaidInvoices(new Stage(dunning.stage().name()), dunning.unpaidSince(), dunning.suspendsAt());
        }
    }

    /** A stage in small letters. */
    @Introspected
    record Stage(String name) {
        @JsonValue
        String value() {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}

package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceItemListParams;
import io.candor.platform.fault.FaultPoint;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.pricing.Money;
import io.candor.tenantservice.pricing.Pricing;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Charges units that no meter event can carry any more, because Stripe's invoice of their month is closed or they are
 * older than Stripe takes: their amount becomes an item of the next invoice.
 */
@Singleton
@Requires(beans = StripeClient.class)
class LateUsage {
    private static final String SEND = "candor_send";
    private static final Duration KEY_LASTS = Duration.ofHours(23);
    private static final long PAGE = 100;

    private final StripeClient client;
    private final StripeCustomerService customers;
    private final TenantService tenants;
    private final Plans plans;
    private final MeterSendTable sends;
    private final Clock clock;

    LateUsage(
            StripeClient client,
            StripeCustomerService customers,
            TenantService tenants,
            Plans plans,
            MeterSendTable sends,
            Clock clock) {
        this.client = client;
        this.customers = customers;
        this.tenants = tenants;
        this.plans = plans;
        this.sends = sends;
        this.clock = clock;
    }

    /** Settles the units for the bound tenant, once however often it is tried. */
    void settle(MeterSend send) throws StripeException {
        var cents = cents(send);
        if (cents == 0) {
            sends.done(send, "settled", "nothing to charge", clock.instant());
            return;
        }
        var customer = customers.customer(client.v1());
        var existing = mayBeForgotten(send) ? find(customer, send) : Optional.<String>empty();
        var item = existing.isPresent() ? existing.get() : create(customer, send, cents);
        sends.done(send, "settled", item, clock.instant());
    }

    /** The units are the last of their month so far: what they cost follows from those that were charged before. */
    private long cents(MeterSend send) {
        var terms = plans.get(tenants.current().plan()).terms(send.meter());
        var before = Math.max(0, sends.doneBefore(send, "sent", "settled"));
        var units = Math.max(-before, send.quantity());
        return Money.roundToCents(Pricing.amountNanos(terms, before, units));
    }

    private boolean mayBeForgotten(MeterSend send) {
        return send.unansweredSince() != null
                && send.unansweredSince().isBefore(clock.instant().minus(KEY_LASTS));
    }

    private Optional<String> find(String customer, MeterSend send) throws StripeException {
        var params = InvoiceItemListParams.builder()
                .setCustomer(customer)
                .setLimit(PAGE)
                .build();
        for (var item : client.v1().invoiceItems().list(params).autoPagingIterable()) {
            if (item.getMetadata() != null
                    && Objects.equals(item.getMetadata().get(SEND), send.id().toString())) {
                return Optional.of(item.getId());
            }
        }
        return Optional.empty();
    }

    private String create(String customer, MeterSend send, long cents) throws StripeException {
        sends.begin(send, clock.instant());
        FaultPoint.reached("stripe.before-settle");
        var params = InvoiceItemCreateParams.builder()
                .setCustomer(customer)
                .setCurrency(plans.currency())
                .setAmount(cents)
                .setDescription(send.quantity() + " × " + title(send) + ", " + send.month() + " (late)")
                .putMetadata(SEND, send.id().toString())
                .build();
        var once = RequestOptions.builder()
                .setIdempotencyKey("candor-settle-" + send.id())
                .build();
        return client.v1().invoiceItems().create(params, once).getId();
    }

    private String title(MeterSend send) {
        var meter = plans.meters().get(send.meter());
        return meter == null ? send.meter() : meter.title();
    }
}

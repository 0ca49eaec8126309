package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.param.billing.MeterEventSummaryListParams;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Asks Stripe what it counted, where an attempt has stayed without an answer. */
@Singleton
@Requires(beans = StripeClient.class)
class MeterCount {
    private final StripeClient client;
    private final StripeCustomerService customers;
    private final StripeProvisioning provisioning;
    private final MeterSendTable sends;

    MeterCount(
            StripeClient client,
            StripeCustomerService customers,
            StripeProvisioning provisioning,
            MeterSendTable sends) {
        this.client = client;
        this.customers = customers;
        this.provisioning = provisioning;
        this.sends = sends;
    }

    /**
     * Whether Stripe counted the units of {@code send}, the only one of its tenant, meter and month that is in doubt.
     *
     * @throws InvalidRequestException when Stripe's count fits neither answer: somebody else reports units as well
     */
    boolean includes(MeterSend send) throws StripeException {
        var counted = counted(send);
        var certain = BigDecimal.valueOf(sends.doneBefore(send, "sent"));
        if (counted.compareTo(certain) == 0) {
            return false;
        }
        if (counted.compareTo(certain.add(BigDecimal.valueOf(send.quantity()))) == 0) {
            return true;
        }
        throw new InvalidRequestException(
                "Stripe counts " + counted + " units, " + certain + " were confirmed",
                send.meter(),
                "",
                "candor_count_differs",
                400,
                null);
    }

    private BigDecimal counted(MeterSend send) throws StripeException {
        var meter = provisioning.catalog().meters().get(send.meter());
        if (meter == null) {
            return BigDecimal.ZERO;
        }
        var params = MeterEventSummaryListParams.builder()
                .setCustomer(customers.customer(client.v1()))
                .setStartTime(startOf(send.month()))
                .setEndTime(startOf(send.month().plusMonths(1)))
                .build();
        var sum = BigDecimal.ZERO;
        var summaries = client.v1().billing().meters().eventSummaries().list(meter, params);
        for (var summary : summaries.autoPagingIterable()) {
            sum = sum.add(summary.getAggregatedValue());
        }
        return sum;
    }

    private static long startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}

package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.billing.MeterEventCreateParams;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Stripe the units of one send, so that they count exactly once.
 *
 * <p>An attempt without an answer is repeated under the same identifier as long as Stripe surely remembers it (24 hours);
 * after that Stripe is asked what it counted. Units of a month whose invoice is closed become an invoice item.
 */
@Singleton
@Requires(beans = StripeClient.class)
class MeterEventSender {
    private static final Logger LOG = LoggerFactory.getLogger(MeterEventSender.class);
    private static final Duration REMEMBERED = Duration.ofHours(23);
    private static final Duration COUNTED = Duration.ofHours(1);
    private static final Duration OLDEST = Duration.ofDays(35).minusHours(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final StripeClient client;
    private final StripeProvisioning provisioning;
    private final StripeCustomerService customers;
    private final MeterSendTable sends;
    private final MeterCount counts;
    private final LateUsage late;
    private final StripeConfig config;
    private final Clock clock;

    MeterEventSender(
            StripeClient client,
            StripeProvisioning provisioning,
            StripeCustomerService customers,
            MeterSendTable sends,
            MeterCount counts,
            LateUsage late,
            StripeConfig config,
            Clock clock) {
        this.client = client;
        this.provisioning = provisioning;
        this.customers = customers;
        this.sends = sends;
        this.counts = counts;
        this.late = late;
        this.config = config;
        this.clock = clock;
    }

    /** Whether Stripe answered; what it did not take stays open. */
    boolean send(MeterSend send) {
        var context = TenantContext.ofService("tenant-service", send.tenantId(), "stripe-" + send.id());
        return context.call(() -> {
            try {
                deliver(send);
                return true;
            } catch (StripeException e) {
                return postpone(send, e);
            }
        });
    }

    private void deliver(MeterSend send) throws StripeException {
        if (send.quantity() == 0) {
            sends.done(send, "sent", null, clock.instant());
        } else if (send.settling()) {
            late.settle(send);
        } else if (isLate(send)) {
            settleUnlessCounted(send);
        } else if (hasDoubt(send, REMEMBERED)) {
            repeatUnlessCounted(send);
        } else {
            report(send);
        }
    }

    private boolean isLate(MeterSend send) {
        var now = clock.instant();
        var closes = send.month()
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(config.lateAfter());
        return !now.isBefore(closes) || send.occurredAt().isBefore(now.minus(OLDEST));
    }

    private boolean hasDoubt(MeterSend send, Duration since) {
        return send.unansweredSince() != null
                && !send.unansweredSince().isAfter(clock.instant().minus(since));
    }

    private void settleUnlessCounted(MeterSend send) throws StripeException {
        if (send.unansweredSince() != null && !hasDoubt(send, COUNTED)) {
            sends.later(send, clock.instant().plus(COUNTED), "Stripe may still be counting it", false);
        } else if (send.unansweredSince() != null && counts.includes(send)) {
            sends.done(send, "sent", null, clock.instant());
        } else {
            var settling = send.asSettling();
            sends.restart(settling, settling.id());
            late.settle(settling);
        }
    }

    private void repeatUnlessCounted(MeterSend send) throws StripeException {
        if (counts.includes(send)) {
            sends.done(send, "sent", null, clock.instant());
        } else {
            var renewed = send.under(UUID.randomUUID());
            sends.restart(send, renewed.id());
            report(renewed);
        }
    }

    private void report(MeterSend send) throws StripeException {
        provisioning.catalog();
        var customer = customers.customer(client.v1());
        sends.begin(send, clock.instant());
        FaultPoint.reached("stripe.before-send");
        try {
            client.v1().billing().meterEvents().create(event(send, customer), once(send));
        } catch (StripeException e) {
            if (!isKnown(e, send)) {
                throw e;
            }
        }
        FaultPoint.reached("stripe.sent");
        sends.done(send, "sent", null, clock.instant());
    }

    private static MeterEventCreateParams event(MeterSend send, String customer) {
        return MeterEventCreateParams.builder()
                .setEventName(send.meter())
                .setIdentifier(send.id().toString())
                .setTimestamp(send.occurredAt().getEpochSecond())
                .putPayload("stripe_customer_id", customer)
                .putPayload("value", Long.toString(send.quantity()))
                .build();
    }

    /** The identifier is what counts; a key of each attempt's own keeps Stripe from repeating a failure. */
    private static RequestOptions once(MeterSend send) {
        return RequestOptions.builder()
                .setIdempotencyKey(send.id() + "-" + send.attempts())
                .setMaxNetworkRetries(0)
                .build();
    }

    /** Stripe refuses an identifier that it has: the first attempt had arrived. */
    private static boolean isKnown(StripeException e, MeterSend send) {
        return e.getStatusCode() != null
                && e.getStatusCode() == 400
                && String.valueOf(e.getMessage()).contains("already exists")
                && String.valueOf(e.getMessage()).contains(send.id().toString());
    }

    private boolean postpone(MeterSend send, StripeException e) {
        var status = e.getStatusCode();
        var unavailable = StripeApi.isUnavailable(e);
        var refused = status != null && status >= 400 && status < 500 && status != 409;
        sends.later(send, clock.instant().plus(backoff(send)), reason(e), refused);
        if (!unavailable) {
            LOG.error("Stripe refuses units of {}: {} {}", send.tenantId(), send.id(), reason(e));
        }
        return !unavailable;
    }

    private static String reason(StripeException e) {
        return e.getStatusCode() + " " + e.getCode() + " " + e.getRequestId();
    }

    private static Duration backoff(MeterSend send) {
        var seconds = 1L << Math.min(send.attempts(), 9);
        var longest = Math.min(seconds, LONGEST_BACKOFF.toSeconds());
        return Duration.ofMillis(longest * 500 + ThreadLocalRandom.current().nextLong(longest * 500 + 1));
    }
}

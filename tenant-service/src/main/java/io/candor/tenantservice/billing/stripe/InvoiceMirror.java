package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import io.candor.platform.service.IdGenerator;
import io.candor.tenantservice.billing.BilledInvoice;
import io.candor.tenantservice.billing.BilledLine;
import io.candor.tenantservice.billing.BillingMode;
import io.candor.tenantservice.billing.InvoiceService;
import io.candor.tenantservice.billing.InvoiceStatus;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps Stripe's invoices of the bound tenant as Stripe shows them now. */
@Singleton
@Requires(beans = StripeClient.class)
class InvoiceMirror {
    private static final String RECURRING = "subscription_item_details";

    private final StripeClient client;
    private final InvoiceService invoices;
    private final TenantService tenants;
    private final IdGenerator ids;
    private final Clock clock;

    InvoiceMirror(StripeClient client, InvoiceService invoices, TenantService tenants, IdGenerator ids, Clock clock) {
        this.client = client;
        this.invoices = invoices;
        this.tenants = tenants;
        this.ids = ids;
        this.clock = clock;
    }

    void fetch(String id) throws StripeException {
        var invoice = client.v1().invoices().retrieve(id);
        invoices.keepExternal(billed(invoice, invoices.findExternal(id)));
    }

    private BilledInvoice billed(Invoice invoice, Optional<BilledInvoice> known) throws StripeException {
        return new BilledInvoice(
                known.map(BilledInvoice::id).orElseGet(ids::next),
                BillingMode.STRIPE,
                invoice.getNumber(),
                invoice.getId(),
                null,
                InvoiceStatus.of(invoice.getStatus()),
                Objects.requireNonNullElse(
                        invoice.getCustomerName(), tenants.current().name()),
                invoice.getCurrency(),
                invoice.getTotal(),
                orZero(invoice.getAmountPaid()),
                Instant.ofEpochSecond(invoice.getPeriodStart()),
                Instant.ofEpochSecond(invoice.getPeriodEnd()),
                Instant.ofEpochSecond(invoice.getCreated()),
                transition(invoice, Transition.FINALIZED),
                instant(invoice.getDueDate()),
                transition(invoice, Transition.PAID),
                failedAt(invoice, known),
                null,
                invoice.getInvoicePdf(),
                lines(invoice));
    }

    /** A payment has failed when Stripe tried and the invoice is still open; the first time counts. */
    private @Nullable Instant failedAt(Invoice invoice, Optional<BilledInvoice> known) {
        var attempts = orZero(invoice.getAttemptCount());
        if (!"open".equals(invoice.getStatus()) || attempts == 0) {
            return null;
        }
        return known.map(BilledInvoice::paymentFailedAt).orElseGet(clock::instant);
    }

    private enum Transition {
        FINALIZED,
        PAID
    }

    private static @Nullable Instant transition(Invoice invoice, Transition transition) {
        var transitions = invoice.getStatusTransitions();
        if (transitions == null) {
            return null;
        }
        return instant(transition == Transition.PAID ? transitions.getPaidAt() : transitions.getFinalizedAt());
    }

    private static @Nullable Instant instant(@Nullable Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static List<BilledLine> lines(Invoice invoice) {
        var lines = new ArrayList<BilledLine>();
        if (invoice.getLines() != null) {
            for (var line : invoice.getLines().autoPagingIterable()) {
                lines.add(line(line));
            }
        }
        return lines;
    }

    private static BilledLine line(InvoiceLineItem line) {
        var isRecurring =
                line.getParent() != null && RECURRING.equals(line.getParent().getType());
        return new BilledLine(
                isRecurring ? "usage" : "other",
                Objects.requireNonNullElse(line.getDescription(), ""),
                null,
                null,
                line.getQuantity() == null ? 1 : line.getQuantity(),
                line.getAmount());
    }
}

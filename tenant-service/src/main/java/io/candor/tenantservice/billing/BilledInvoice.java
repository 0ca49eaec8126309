package io.candor.tenantservice.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it was issued, by Candor or by Stripe.
 *
 * @param mode who issued it
 * @param number as printed on it, or null while it is a draft
 * @param externalId its id at Stripe, or null
 * @param month what is billed, or null at Stripe
 * @param recipient the tenant's name at that time
 * @param currency three small letters (ISO 4217)
 * @param to does not belong to the billed time
 * @param paymentFailedAt when collecting it failed first, or null
 * @param documentUrl where Stripe keeps its PDF, or null
 */
public record BilledInvoice(
        UUID id,
        BillingMode mode,
        @Nullable String number,
        @Nullable String externalId,
        @Nullable YearMonth month,
        InvoiceStatus status,
        String recipient,
        String currency,
        long totalCents,
        long paidCents,
        Instant from,
        Instant to,
        Instant createdAt,
        @Nullable Instant issuedAt,
        @Nullable Instant dueAt,
        @Nullable Instant paidAt,
        @Nullable Instant paymentFailedAt,
        @Nullable String paymentReference,
        @Nullable String documentUrl,
        List<BilledLine> lines) {
    public BilledInvoice {
        lines = List.copyOf(lines);
    }
}

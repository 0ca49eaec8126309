package io.candor.tenantservice.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads invoices from rows. */
final class InvoiceRow {
    private InvoiceRow() {}

    static BilledInvoice invoice(ResultSet rows) throws SQLException {
        return new BilledInvoice(
                rows.getObject("id", UUID.class),
                BillingMode.of(rows.getString("source")),
                rows.getString("number"),
                rows.getString("external_id"),
                month(rows),
                InvoiceStatus.of(rows.getString("status")),
                rows.getString("recipient"),
                rows.getString("currency"),
                rows.getLong("total_cents"),
                rows.getLong("paid_cents"),
                rows.getTimestamp("period_from").toInstant(),
                rows.getTimestamp("period_to").toInstant(),
                rows.getTimestamp("created_at").toInstant(),
                instant(rows, "issued_at"),
                instant(rows, "due_at"),
                instant(rows, "paid_at"),
                instant(rows, "payment_failed_at"),
                rows.getString("payment_reference"),
                rows.getString("document_url"),
                List.of());
    }

    static BilledLine line(ResultSet rows) throws SQLException {
        return new BilledLine(
                rows.getString("kind"),
                rows.getString("description"),
                rows.getString("meter"),
                month(rows),
                rows.getLong("quantity"),
                rows.getLong("amount_cents"));
    }

    static BilledInvoice with(BilledInvoice invoice, List<BilledLine> lines) {
        return new BilledInvoice(
                invoice.id(),
                invoice.mode(),
                invoice.number(),
                invoice.externalId(),
                invoice.month(),
                invoice.status(),
                invoice.recipient(),
                invoice.currency(),
                invoice.totalCents(),
                invoice.paidCents(),
                invoice.from(),
                invoice.to(),
                invoice.createdAt(),
                invoice.issuedAt(),
                invoice.dueAt(),
                invoice.paidAt(),
                invoice.paymentFailedAt(),
                invoice.paymentReference(),
                invoice.documentUrl(),
                lines);
    }

    private static @Nullable YearMonth month(ResultSet rows) throws SQLException {
        var day = rows.getObject("month", LocalDate.class);
        return day == null ? null : YearMonth.from(day);
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        var timestamp = rows.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}

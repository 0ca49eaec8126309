package io.candor.tenantservice.billing;

import io.candor.platform.web.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invoices of the bound tenant. */
@Singleton
class InvoiceRepository {
    private static final String COLUMNS = "id, source, number, external_id, month, status, recipient, currency,"
            + " total_cents, paid_cents, period_from, period_to, created_at, issued_at, due_at, paid_at,"
            + " payment_failed_at, payment_reference, document_url";

    private final JdbcOperations jdbc;

    InvoiceRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    List<BilledInvoice> list(PageRequest page) {
        var after = page.afterId().orElse(null);
        var sql = "select " + COLUMNS + " from invoice where status <> 'draft' and (?::uuid is null or id < ?::uuid)"
                + " order by id desc limit ?";
        return query(sql, after, after, page.rows());
    }

    Optional<BilledInvoice> find(UUID id) {
        return query("select " + COLUMNS + " from invoice where id = ?", id).stream()
                .findFirst()
                .map(this::withLines);
    }

    Optional<BilledInvoice> findExternal(String externalId) {
        return query("select " + COLUMNS + " from invoice where external_id = ?", externalId).stream()
                .findFirst();
    }

    boolean exists(YearMonth month) {
        return !query("select " + COLUMNS + " from invoice where month = ?", month.atDay(1))
                .isEmpty();
    }

    /** Since when something is due that was not paid. */
    Optional<Instant> unpaidSince(Instant now) {
        var sql = "select min(coalesce(payment_failed_at, due_at)) from invoice"
                + " where status in ('open', 'uncollectible') and total_cents > paid_cents"
                + " and coalesce(payment_failed_at, due_at) <= ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getTimestamp(1)).map(Timestamp::toInstant);
            }
        });
    }

    /** The next number of {@code series}: in the transaction of the invoice, so that none is left out. */
    long nextNumber(String series) {
        var sql = "insert into invoice_number (series, last) values (?, 1)"
                + " on conflict (series) do update set last = invoice_number.last + 1 returning last";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, series);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    void insert(BilledInvoice invoice) {
        var sql = "insert into invoice (" + COLUMNS + ")"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        update(
                sql,
                invoice.id(),
                invoice.mode().value(),
                invoice.number(),
                invoice.externalId(),
                invoice.month() == null ? null : invoice.month().atDay(1),
                invoice.status().value(),
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
                invoice.documentUrl());
        insertLines(invoice);
    }

    /** Replaces what Stripe told earlier by what it tells now. */
    void replace(BilledInvoice invoice) {
        update("delete from invoice_line where invoice_id = ?", invoice.id());
        update("delete from invoice where id = ?", invoice.id());
        insert(invoice);
    }

    void setPaid(UUID id, long paidCents, Instant paidAt, @Nullable String reference) {
        update(
                "update invoice set status = 'paid', paid_cents = ?, paid_at = ?, payment_reference = ? where id = ?",
                paidCents,
                paidAt,
                reference,
                id);
    }

    private void insertLines(BilledInvoice invoice) {
        var sql = "insert into invoice_line (invoice_id, position, kind, description, meter, month, quantity,"
                + " amount_cents) values (?, ?, ?, ?, ?, ?, ?, ?)";
        var position = 0;
        for (var line : invoice.lines()) {
            update(
                    sql,
                    invoice.id(),
                    position++,
                    line.kind(),
                    line.description(),
                    line.meter(),
                    line.month() == null ? null : line.month().atDay(1),
                    line.quantity(),
                    line.amountCents());
        }
    }

    private BilledInvoice withLines(BilledInvoice invoice) {
        var sql = "select kind, description, meter, month, quantity, amount_cents from invoice_line"
                + " where invoice_id = ? order by position";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, invoice.id());
            var lines = new ArrayList<BilledLine>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(InvoiceRow.line(rows));
                }
            }
            return InvoiceRow.with(invoice, lines);
        });
    }

    private List<BilledInvoice> query(String sql, @Nullable Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            set(statement, values);
            var invoices = new ArrayList<BilledInvoice>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    invoices.add(InvoiceRow.invoice(rows));
                }
            }
            return invoices;
        });
    }

    private void update(String sql, @Nullable Object... values) {
        jdbc.prepareStatement(sql, statement -> {
            set(statement, values);
            return statement.executeUpdate();
        });
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            statement.setObject(
                    i + 1,
                    switch (values[i]) {
                        case Instant instant -> Timestamp.from(instant);
                        case java.time.LocalDate date -> Date.valueOf(date);
                        case null, default -> values[i];
                    });
        }
    }
}

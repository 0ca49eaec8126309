package io.candor.tenantservice.billing;

import io.candor.platform.service.IdGenerator;
import io.candor.tenantservice.pricing.Invoice;
import io.candor.tenantservice.pricing.InvoiceLine;
import io.candor.tenantservice.tenant.Tenant;
import io.candor.tenantservice.tenant.TenantService;
import io.candor.tenantservice.usage.UsageCostService;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Closes a month of the bound tenant; in manual mode it becomes an invoice, with the figures of the preview. */
@Singleton
class MonthClosing {
    private final UsageCostService costs;
    private final InvoiceRepository invoices;
    private final LineDescriptions descriptions;
    private final TenantService tenants;
    private final Optional<PaymentProvider> provider;
    private final TransactionOperations<Connection> transactions;
    private final BillingConfig config;
    private final IdGenerator ids;
    private final Clock clock;

    MonthClosing(
            UsageCostService costs,
            InvoiceRepository invoices,
            LineDescriptions descriptions,
            TenantService tenants,
            Optional<PaymentProvider> provider,
            TransactionOperations<Connection> transactions,
            BillingConfig config,
            IdGenerator ids,
            Clock clock) {
        this.costs = costs;
        this.invoices = invoices;
        this.descriptions = descriptions;
        this.tenants = tenants;
        this.provider = provider;
        this.transactions = transactions;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** The latest month that is over for long enough to be closed. */
    YearMonth latest() {
        var delay = provider.map(PaymentProvider::lateAfter).orElse(config.closingDelay());
        return YearMonth.from(clock.instant().minus(delay).atOffset(ZoneOffset.UTC))
                .minusMonths(1);
    }

    /** Closes {@code month}, once: whether an invoice was issued now. Nothing to pay is no invoice. */
    boolean close(YearMonth month) {
        return transactions.executeWrite(status -> {
            var tenant = tenants.current();
            if (invoices.exists(month)) {
                return false;
            }
            var figures = costs.close(month);
            if (provider.isPresent() || figures.lines().stream().allMatch(line -> line.amountCents() == 0)) {
                return false;
            }
            invoices.insert(issue(tenant, figures));
            return true;
        });
    }

    private BilledInvoice issue(Tenant tenant, Invoice figures) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var lines = figures.lines().stream().map(this::line).toList();
        var total = figures.totalCents();
        return new BilledInvoice(
                ids.next(),
                BillingMode.MANUAL,
                number(now),
                null,
                figures.month(),
                total > 0 ? InvoiceStatus.OPEN : InvoiceStatus.PAID,
                tenant.name(),
                figures.currency(),
                total,
                Math.min(total, 0),
                startOf(figures.month()),
                startOf(figures.month().plusMonths(1)),
                now,
                now,
                now.plus(config.paymentTerm()),
                total > 0 ? null : now,
                null,
                null,
                null,
                lines);
    }

    private String number(Instant now) {
        var year = now.atOffset(ZoneOffset.UTC).getYear();
        var series = config.invoicePrefix() + "-" + year;
        return String.format(Locale.ROOT, "%s-%06d", series, invoices.nextNumber(series));
    }

    private BilledLine line(InvoiceLine line) {
        return new BilledLine(
                line.kind().name().toLowerCase(Locale.ROOT),
                descriptions.of(line),
                line.meter(),
                line.period(),
                line.units(),
                line.amountCents());
    }

    private static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}

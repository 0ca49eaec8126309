package io.candor.tenantservice.billing;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the invoices of tenants and whether they are paid. */
@Singleton
public class InvoiceService {
    private final InvoiceRepository invoices;
    private final DunningService dunning;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    InvoiceService(
            InvoiceRepository invoices,
            DunningService dunning,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.invoices = invoices;
        this.dunning = dunning;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The bound tenant's issued invoices, newest first, without their lines. */
    Page<BilledInvoice> list(PageRequest page) {
        return transactions.executeRead(status ->
                Page.of(invoices.list(page), page, invoice -> invoice.id().toString()));
    }

    /**
     * An invoice with its lines.
     *
     * @throws ProblemException 404 when the bound tenant has none with this id
     */
    BilledInvoice get(UUID id) {
        return transactions.executeRead(status -> invoices.find(id).orElseThrow(InvoiceService::notFound));
    }

    /** What Stripe told earlier of its invoice {@code externalId}. */
    public Optional<BilledInvoice> findExternal(String externalId) {
        return transactions.executeRead(status -> invoices.findExternal(externalId));
    }

    /** Keeps what Stripe tells now of an invoice of the bound tenant, and draws the consequences. */
    public void keepExternal(BilledInvoice invoice) {
        transactions.executeWrite(status -> {
            invoices.replace(invoice);
            dunning.review();
            return invoice.id();
        });
    }

    /**
     * Notes that the operator has received the money for a manual invoice of {@code tenant}. Once it is paid, nothing
     * changes any more.
     *
     * @param reference of the transfer, for the books
     * @throws ProblemException 404, or 409 {@code invoice-not-payable} when it is not a manual one that is open
     */
    BilledInvoice pay(UUID tenant, UUID id, @Nullable String reference) {
        var caller = TenantContext.current();
        var bound = new TenantContext(
                tenant, caller.subject(), caller.scopes(), caller.plan(), caller.requestId(), caller.terms());
        return bound.call(() -> transactions.executeWrite(status -> pay(id, reference)));
    }

    private BilledInvoice pay(UUID id, @Nullable String reference) {
        var invoice = invoices.find(id).orElseThrow(InvoiceService::notFound);
        if (invoice.mode() != BillingMode.MANUAL || isClosed(invoice)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "invoice-not-payable",
                    "Only an open invoice of manual billing can be paid here");
        }
        if (invoice.status() != InvoiceStatus.PAID) {
            invoices.setPaid(id, invoice.totalCents(), clock.instant(), reference);
            dunning.review();
        }
        return invoices.find(id).orElseThrow(InvoiceService::notFound);
    }

    private static boolean isClosed(BilledInvoice invoice) {
        return invoice.status() == InvoiceStatus.VOID || invoice.status() == InvoiceStatus.UNCOLLECTIBLE;
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("not-found", "There is no invoice with this id");
    }
}

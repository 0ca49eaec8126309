package io.candor.tenantservice.billing;

import io.candor.tenantservice.mail.Mailer;
import io.candor.tenantservice.tenant.TenantService;
import io.candor.tenantservice.tenant.TenantStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Draws the consequences of unpaid invoices: a grace period with a mail, then suspension, and back to work on payment.
 *
 * <p>It lifts only what it imposed: a tenant that the operator suspended stays so.
 */
@Singleton
class DunningService {
    private final DunningRepository dunning;
    private final InvoiceRepository invoices;
    private final TenantService tenants;
    private final Mailer mailer;
    private final TransactionOperations<Connection> transactions;
    private final BillingConfig config;
    private final Clock clock;

    DunningService(
            DunningRepository dunning,
            InvoiceRepository invoices,
            TenantService tenants,
            Mailer mailer,
            TransactionOperations<Connection> transactions,
            BillingConfig config,
            Clock clock) {
        this.dunning = dunning;
        this.invoices = invoices;
        this.tenants = tenants;
        this.mailer = mailer;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    /** Where the bound tenant stands; empty when nothing is due. */
    Optional<Dunning> find() {
        return transactions.executeRead(status -> dunning.find());
    }

    /** Compares what the bound tenant owes with where it stands; a second review changes nothing. */
    void review() {
        transactions.executeWrite(status -> {
            var now = clock.instant();
            var unpaid = invoices.unpaidSince(now);
            var known = dunning.lock();
            if (known.isEmpty()) {
                unpaid.ifPresent(since -> begin(since, now));
            } else if (unpaid.isEmpty()) {
                end(known.get());
            } else if (known.get().stage() == Dunning.Stage.GRACE
                    && !now.isBefore(known.get().suspendsAt())) {
                suspend();
            }
            return now;
        });
    }

    private void begin(Instant unpaidSince, Instant now) {
        var suspendsAt = now.plus(config.gracePeriod());
        if (!dunning.begin(unpaidSince, suspendsAt)) {
            return;
        }
        change(TenantStatus.ACTIVE, TenantStatus.GRACE);
        mail(
                "Your payment is due",
                "an invoice of yours is not paid. Please pay it by "
                        + suspendsAt.atOffset(ZoneOffset.UTC).toLocalDate()
                        + ", so that you can go on working.");
    }

    private void suspend() {
        dunning.suspend();
        change(TenantStatus.GRACE, TenantStatus.SUSPENDED);
        mail(
                "Your account is suspended",
                "an invoice of yours is still not paid, so your account is suspended. Nothing is lost: it works again as"
                        + " soon as you have paid.");
    }

    private void end(Dunning known) {
        dunning.end();
        change(known.stage() == Dunning.Stage.GRACE ? TenantStatus.GRACE : TenantStatus.SUSPENDED, TenantStatus.ACTIVE);
        mail("Thank you for your payment", "all your invoices are paid and your account works as usual.");
    }

    private void change(TenantStatus from, TenantStatus to) {
        var tenant = tenants.current();
        if (tenant.status() == from) {
            tenants.changeStatus(tenant.id(), to);
        }
    }

    private void mail(String subject, String text) {
        var greeting = "Hello " + tenants.current().name() + ",\n\n";
        dunning.recipients().forEach(to -> mailer.send(to, subject, greeting + text + "\n"));
    }
}

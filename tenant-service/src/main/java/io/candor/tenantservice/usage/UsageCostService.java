package io.candor.tenantservice.usage;

import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.pricing.Invoice;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** What the bound tenant's usage costs: the preview and the invoice of a month are the same calculation over the same rows. */
@Singleton
public class UsageCostService {
    private final AccountRepository accounts;
    private final SegmentRepository segments;
    private final BookedTerms terms;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    UsageCostService(
            AccountRepository accounts,
            SegmentRepository segments,
            BookedTerms terms,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.accounts = accounts;
        this.segments = segments;
        this.terms = terms;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The invoice of {@code month} as far as it is known: the plan's price and what was used of each meter. */
    public Invoice invoice(YearMonth month) {
        return transactions.executeRead(status -> {
            var price = accounts.invoicedPrice(month).orElseGet(this::booked);
            var used = segments.billedIn(month).stream().map(Segment::used).toList();
            return Invoice.of(month, terms.currency(), price.plan(), price.monthlyNanos(), used);
        });
    }

    /**
     * Closes {@code month} and gives its invoice, which never changes from then on: what arrives for the month later is
     * billed as an adjustment in the month that is open. Closing it again gives the same.
     *
     * @throws ProblemException 400 when the month has not begun
     */
    public Invoice close(YearMonth month) {
        if (month.isAfter(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)))) {
            throw ProblemException.invalid("month", "has not begun");
        }
        return transactions.executeWrite(status -> {
            accounts.lock();
            accounts.close(month, booked(), clock.instant());
            return invoice(month);
        });
    }

    private BookedPrice booked() {
        var plan = accounts.read().plan();
        return new BookedPrice(plan, terms.monthlyPriceNanos(plan));
    }
}

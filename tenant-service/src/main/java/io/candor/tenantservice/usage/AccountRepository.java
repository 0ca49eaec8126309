package io.candor.tenantservice.usage;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;

/** The bound tenant's account, under a lock that lets one change of its usage follow the other. */
@Singleton
class AccountRepository {
    private final JdbcOperations jdbc;
    private final Clock clock;

    AccountRepository(JdbcOperations jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Waits for whoever changes the tenant's usage; the lock falls with the transaction. What is read later is settled. */
    void lock() {
        var sql = "select pg_advisory_xact_lock(hashtextextended('usage ' || current_tenant(), 0))";
        jdbc.prepareStatement(sql, statement -> statement.execute());
    }

    Account read() {
        var sql = "select (select plan from tenant where tenant_id = current_tenant()), month"
                + " from (select) as one left join invoiced_month on true";
        var now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        return jdbc.prepareStatement(sql, statement -> {
            var plan = "";
            var invoiced = new HashSet<YearMonth>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan = rows.getString(1) == null ? "" : rows.getString(1);
                    var month = rows.getObject(2, LocalDate.class);
                    if (month != null) {
                        invoiced.add(YearMonth.from(month));
                    }
                }
            }
            return new Account(plan, now, invoiced);
        });
    }

    /** Keeps that a month is invoiced, and at which price; a month that is invoiced stays as it is. */
    void close(YearMonth month, BookedPrice price, Instant at) {
        var sql = "insert into invoiced_month (month, plan, monthly_price_nanos, invoiced_at) values (?, ?, ?, ?)"
                + " on conflict do nothing";
        jdbc.prepareStatement(sql, statement -> {
            statement.setDate(1, Date.valueOf(month.atDay(1)));
            statement.setString(2, price.plan());
            statement.setLong(3, price.monthlyNanos());
            statement.setTimestamp(4, Timestamp.from(at));
            return statement.executeUpdate();
        });
    }

    /** The price that the invoice of a month shows, once it is invoiced. */
    Optional<BookedPrice> invoicedPrice(YearMonth month) {
        var sql = "select plan, monthly_price_nanos from invoiced_month where month = ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setDate(1, Date.valueOf(month.atDay(1)));
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new BookedPrice(rows.getString(1), rows.getLong(2)))
                        : Optional.empty();
            }
        });
    }
}

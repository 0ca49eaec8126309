package io.candor.tenantservice.billing;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the tenants: closes months that are over and reviews who has not paid. Doing it again changes nothing. */
@Singleton
class BillingJob {
    /** Every month since a tenant began that is not closed for it, the oldest first; who is being deleted pays no more. */
    private static final String NOT_CLOSED = """
            select t.tenant_id, m::date as month from tenant t cross join lateral generate_series(
              date_trunc('month', t.created_at at time zone 'UTC'), ?::date::timestamp, interval '1 month') as m
            where t.status <> 'deleting'
              and not exists (select from invoiced_month i where i.tenant_id = t.tenant_id and i.month = m::date)
            order by m, t.tenant_id
            """;

    private static final Logger LOG = LoggerFactory.getLogger(BillingJob.class);

    private final MonthClosing closing;
    private final DunningService dunning;
    private final WorkerTransactions workers;

    BillingJob(MonthClosing closing, DunningService dunning, WorkerTransactions workers) {
        this.closing = closing;
        this.dunning = dunning;
        this.workers = workers;
    }

    /** Calls the job from time to time. */
    @Singleton
    @Requires(property = "candor.billing.jobs", notEquals = "false")
    static class Timer {
        private final BillingJob job;

        Timer(BillingJob job) {
            this.job = job;
        }

        @Scheduled(fixedDelay = "${candor.billing.interval:10m}", initialDelay = "${candor.billing.interval:1m}")
        void tick() {
            job.closeUntil(job.closing.latest());
            job.reviewAll();
        }
    }

    /** Closes {@code month} and what is open before it, for every tenant, and tells how many invoices were issued. */
    int closeUntil(YearMonth month) {
        var issued = 0;
        for (var open : notClosed(month)) {
            issued += closeFor(open.tenant(), open.month()) ? 1 : 0;
        }
        return issued;
    }

    private record OpenMonth(UUID tenant, YearMonth month) {}

    private List<OpenMonth> notClosed(YearMonth until) {
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(NOT_CLOSED)) {
                statement.setObject(1, until.atDay(1));
                var open = new ArrayList<OpenMonth>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        open.add(new OpenMonth(
                                rows.getObject(1, UUID.class), YearMonth.from(rows.getObject(2, LocalDate.class))));
                    }
                }
                return open;
            }
        });
    }

    private boolean closeFor(UUID tenant, YearMonth month) {
        try {
            return boundTo(tenant).call(() -> closing.close(month));
        } catch (DataAccessException | IllegalStateException e) {
            // One tenant's trouble holds up no other; the next round tries again.
            LOG.error("Closing {} of tenant {} failed", month, tenant, e);
            return false;
        }
    }

    /** Reviews every tenant that owes something or did a moment ago. */
    void reviewAll() {
        var open = "select tenant_id from invoice where status in ('open', 'uncollectible')"
                + " union select tenant_id from dunning";
        tenants(open).forEach(tenant -> boundTo(tenant).run(dunning::review));
    }

    private List<UUID> tenants(String sql) {
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                var found = new ArrayList<UUID>();
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
                return found;
            }
        });
    }

    private static TenantContext boundTo(UUID tenant) {
        return TenantContext.ofService("tenant-service", tenant, "billing");
    }
}

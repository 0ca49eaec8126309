package io.candor.tenantservice.billing;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the tenants: closes months that are over and reviews who has not paid. Doing it again changes nothing. */
@Singleton
class BillingJob {
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
            job.closeMonth(job.closing.latest());
            job.reviewAll();
        }
    }

    /** Closes {@code month} for every tenant, and tells how many invoices were issued. */
    int closeMonth(YearMonth month) {
        var issued = 0;
        for (var tenant : tenants("select tenant_id from tenant order by tenant_id")) {
            issued += closeFor(tenant, month) ? 1 : 0;
        }
        return issued;
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

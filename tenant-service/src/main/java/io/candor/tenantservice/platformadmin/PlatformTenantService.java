package io.candor.tenantservice.platformadmin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.platform.decision.PlatformRecords;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.tenant.Tenant;
import io.candor.tenantservice.tenant.TenantService;
import io.candor.tenantservice.tenant.TenantStatus;
import io.candor.tenantservice.usage.Period;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every tenant, as the operator of the platform sees and suspends it. */
@Singleton
class PlatformTenantService {
    private final PlatformTenantRepository all;
    private final TenantService tenants;
    private final PlatformRecords records;
    private final TransactionOperations<Connection> transactions;

    PlatformTenantService(
            PlatformTenantRepository all,
            TenantService tenants,
            PlatformRecords records,
            TransactionOperations<Connection> transactions) {
        this.all = all;
        this.tenants = tenants;
        this.records = records;
        this.transactions = transactions;
    }

    Page<Tenant> list(@Nullable String search, PageRequest page) {
        var rows = all.list(search, page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, tenant -> tenant.id().toString());
    }

    Tenant get(UUID id) {
        return inTenant(id, tenants::current);
    }

    /**
     * Suspends a tenant, or lets it go on; its ledger tells that it was done, and by whom.
     *
     * @throws ProblemException 409 {@code tenant-deleting} when the tenant is on its way out
     */
    Tenant changeStatus(UUID id, boolean suspended, String reason) {
        return inTenant(
                id,
                () -> transactions.executeWrite(status -> {
                    var before = tenants.current();
                    if (before.status() == TenantStatus.DELETING) {
                        throw new ProblemException(
                                HttpStatus.CONFLICT, "tenant-deleting", "The tenant is being deleted");
                    }
                    var changed = tenants.changeStatus(id, suspended ? TenantStatus.SUSPENDED : TenantStatus.ACTIVE);
                    records.record(
                            "tenant-status",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("before", before.status().value())
                                    .put("after", changed.status().value())
                                    .put("reason", reason));
                    return changed;
                }));
    }

    /** What each tenant used in a period, by meter; without what test keys used. */
    List<TenantUsage> usage(Period period) {
        return all.usage(period.from(), period.to());
    }

    private static <T> T inTenant(UUID id, Supplier<T> work) {
        var caller = TenantContext.current();
        return new TenantContext(id, caller.subject(), caller.scopes(), caller.plan(), caller.requestId()).call(work);
    }
}

package io.candor.tenantservice.platformadmin;

import io.candor.platform.tenancy.WorkerTransactions;
import io.candor.tenantservice.tenant.Tenant;
import io.candor.tenantservice.tenant.TenantStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in the tables of every tenant, to read. */
@Singleton
class PlatformTenantRepository {
    private final WorkerTransactions workers;

    PlatformTenantRepository(WorkerTransactions workers) {
        this.workers = workers;
    }

    /** By id, the latest first; {@code search} is part of the name or the slug, in any case. */
    List<Tenant> list(@Nullable String search, @Nullable UUID after, int limit) {
        return workers.call(connection -> tenants(connection, search, after, limit));
    }

    /** What each tenant used in a period, by meter; without what test keys used. */
    List<TenantUsage> usage(Instant from, Instant to) {
        return workers.call(connection -> usage(connection, from, to));
    }

    private static List<Tenant> tenants(Connection worker, @Nullable String search, @Nullable UUID after, int limit)
            throws SQLException {
        var sql = "select tenant_id, name, slug, plan, status, created_at from tenant"
                + " where (?::text is null or position(lower(?) in lower(name)) > 0 or position(lower(?) in slug) > 0)"
                + " and (?::uuid is null or tenant_id < ?::uuid) order by tenant_id desc limit ?";
        try (var statement = worker.prepareStatement(sql)) {
            statement.setString(1, search);
            statement.setString(2, search);
            statement.setString(3, search);
            statement.setObject(4, after);
            statement.setObject(5, after);
            statement.setInt(6, limit);
            var tenants = new ArrayList<Tenant>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tenants.add(new Tenant(
                            rows.getObject("tenant_id", UUID.class),
                            rows.getString("name"),
                            rows.getString("slug"),
                            rows.getString("plan"),
                            TenantStatus.of(rows.getString("status")),
                            rows.getTimestamp("created_at").toInstant()));
                }
            }
            return tenants;
        }
    }

    private static List<TenantUsage> usage(Connection worker, Instant from, Instant to) throws SQLException {
        var sql = "select tenant_id, meter, sum(quantity)::bigint as quantity from usage_event"
                + " where occurred_at >= ? and occurred_at < ? and not test"
                + " group by tenant_id, meter order by tenant_id, meter";
        try (var statement = worker.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(from));
            statement.setTimestamp(2, Timestamp.from(to));
            var usage = new ArrayList<TenantUsage>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    usage.add(new TenantUsage(
                            rows.getObject("tenant_id", UUID.class),
                            rows.getString("meter"),
                            rows.getLong("quantity")));
                }
            }
            return usage;
        }
    }
}

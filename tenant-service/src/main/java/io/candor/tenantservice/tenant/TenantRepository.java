package io.candor.tenantservice.tenant;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;

/** The one row of the table that row-level security shows: the bound tenant's own. */
@Singleton
class TenantRepository {
    private final JdbcOperations jdbc;

    TenantRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Tenant> find() {
        var sql =
                "select tenant_id, name, slug, plan, status, created_at from tenant where tenant_id = current_tenant()";
        return jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Tenant(
                                rows.getObject("tenant_id", UUID.class),
                                rows.getString("name"),
                                rows.getString("slug"),
                                rows.getString("plan"),
                                TenantStatus.of(rows.getString("status")),
                                rows.getTimestamp("created_at").toInstant()))
                        : Optional.empty();
            }
        });
    }

    /** Inserts the bound tenant; false when its id or slug is taken. */
    boolean insert(Tenant tenant) {
        var sql = "insert into tenant (tenant_id, name, slug, plan, status, created_at) values (?, ?, ?, ?, ?, ?)"
                + " on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, tenant.id());
            statement.setString(2, tenant.name());
            statement.setString(3, tenant.slug());
            statement.setString(4, tenant.plan());
            statement.setString(5, tenant.status().value());
            statement.setTimestamp(6, Timestamp.from(tenant.createdAt()));
            return statement.executeUpdate() == 1;
        });
    }

    void changePlan(String plan) {
        jdbc.prepareStatement("update tenant set plan = ? where tenant_id = current_tenant()", statement -> {
            statement.setString(1, plan);
            return statement.executeUpdate();
        });
    }

    /** Changes the bound tenant's status; false when there is no such tenant. */
    boolean changeStatus(TenantStatus status) {
        return jdbc.prepareStatement("update tenant set status = ? where tenant_id = current_tenant()", statement -> {
            statement.setString(1, status.value());
            return statement.executeUpdate() == 1;
        });
    }
}

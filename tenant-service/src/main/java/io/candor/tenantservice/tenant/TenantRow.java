package io.candor.tenantservice.tenant;

import io.candor.platform.privacy.PersonalData;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** The tenant's own row at its end: nothing but its id stays, and that only where invoices refer to it. */
@Singleton
class TenantRow implements PersonalData {
    @Override
    public String table() {
        return "tenant";
    }

    @Override
    public boolean blankTenant(Connection connection) throws SQLException {
        var sql = "update tenant set name = '', slug = 'deleted-' || tenant_id";
        try (var statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate() == 1;
        }
    }
}

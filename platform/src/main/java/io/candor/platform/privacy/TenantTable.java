package io.candor.platform.privacy;

import java.util.List;

/**
 * A table of the service's schema that has a {@code tenant_id}.
 *
 * @param key its primary key without the tenant
 * @param sealed whether a column {@code sealed_by} names the key that sealed each row
 */
record TenantTable(String name, List<Column> key, boolean sealed) {
    /** A column and its SQL type. */
    record Column(String name, String type) {}
}

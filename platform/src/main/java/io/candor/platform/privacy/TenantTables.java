package io.candor.platform.privacy;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;

/** Asks the database which tables hold rows of tenants. */
@Singleton
@Requires(beans = DataSource.class)
class TenantTables {
    private static final String SQL = """
            select t.relname, k.attname, format_type(k.atttypid, k.atttypmod),
                   exists (select from pg_attribute s where s.attrelid = t.oid and s.attname = 'sealed_by' and not s.attisdropped)
            from pg_class t
            join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped
            left join pg_index i on i.indrelid = t.oid and i.indisprimary
            left join lateral unnest(i.indkey) with ordinality as c(attnum, position) on true
            left join pg_attribute k on k.attrelid = t.oid and k.attnum = c.attnum and k.attname <> 'tenant_id'
            where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
            order by t.relname, c.position
            """;

    List<TenantTable> all(Connection connection) throws SQLException {
        var keys = new LinkedHashMap<String, List<TenantTable.Column>>();
        var sealed = new ArrayList<String>();
        try (var statement = connection.prepareStatement(SQL);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var key = keys.computeIfAbsent(rows.getString(1), table -> new ArrayList<>());
                if (rows.getString(2) != null) {
                    key.add(new TenantTable.Column(rows.getString(2), rows.getString(3)));
                }
                if (rows.getBoolean(4)) {
                    sealed.add(rows.getString(1));
                }
            }
        }
        return keys.entrySet().stream()
                .map(each ->
                        new TenantTable(each.getKey(), List.copyOf(each.getValue()), sealed.contains(each.getKey())))
                .toList();
    }
}

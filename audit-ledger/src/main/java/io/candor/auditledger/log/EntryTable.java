package io.candor.auditledger.log;

import io.candor.auditledger.log.LogEntry.Place;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decisions of one tenant as they are read; row-level security names the tenant. */
@Singleton
class EntryTable {
    private static final String SELECT = "select id, created_at, record, tenant_seq, leaf_index from decision";

    Optional<LogEntry> find(Connection connection, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where id = ?")) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(entry(rows)) : Optional.empty();
            }
        }
    }

    /** The newest decisions, of one app if it is named, from after a position if there is one. */
    List<LogEntry> newest(Connection connection, @Nullable String app, @Nullable ListPosition after, int limit)
            throws SQLException {
        var sql = SELECT + " where true" + (app == null ? "" : " and app = ?")
                + (after == null ? "" : " and (created_at, id) < (?, ?)")
                + " order by created_at desc, id desc limit ?";
        try (var statement = connection.prepareStatement(sql)) {
            var parameter = 0;
            if (app != null) {
                statement.setString(++parameter, app);
            }
            if (after != null) {
                statement.setTimestamp(++parameter, Timestamp.from(after.createdAt()));
                statement.setObject(++parameter, after.id());
            }
            statement.setInt(++parameter, limit);
            var entries = new ArrayList<LogEntry>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }
    }

    private static LogEntry entry(ResultSet rows) throws SQLException {
        var tenantSeq = rows.getLong(4);
        var place = rows.wasNull() ? null : new Place(tenantSeq, rows.getLong(5));
        return new LogEntry(rows.getObject(1, UUID.class), rows.getTimestamp(2).toInstant(), rows.getString(3), place);
    }
}

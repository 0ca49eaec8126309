package io.candor.auditledger.log;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The decisions of one tenant as the intake writes them. */
@Singleton
class IntakeTable {
    private final Clock clock;

    IntakeTable(Clock clock) {
        this.clock = clock;
    }

    /** Inserts what is not there yet, and tells the ids of that. */
    Set<UUID> insert(Connection connection, List<IncomingDecision> decisions) throws SQLException {
        var sql = "insert into decision (id, app, record, created_at, received_at)"
                + " select id, app, record, created_at, ?"
                + " from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[]) as incoming(id, app, record, created_at)"
                + " on conflict do nothing returning id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", decisions.stream().map(IncomingDecision::id).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            decisions.stream().map(IncomingDecision::app).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text",
                            decisions.stream().map(IncomingDecision::record).toArray()));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "timestamptz",
                            decisions.stream()
                                    .map(each -> each.createdAt().toString())
                                    .toArray()));
            var inserted = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    inserted.add(rows.getObject(1, UUID.class));
                }
            }
            return inserted;
        }
    }

    /** The records that are there under these ids. */
    Map<UUID, String> records(Connection connection, Collection<UUID> ids) throws SQLException {
        try (var statement = connection.prepareStatement("select id, record from decision where id = any(?::uuid[])")) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            var records = new HashMap<UUID, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
            return records;
        }
    }
}

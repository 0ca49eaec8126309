package io.candor.auditledger.log;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The decisions of every tenant as the sequencer places them. */
@Singleton
class SequenceTable {
    /** Whether this transaction is now the only one that may place leaves; that ends with the transaction. */
    boolean tryLock(Connection connection) throws SQLException {
        var sql = "select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.sequencer', 0))";
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** Waits until this transaction is the only one that may place leaves. */
    void lock(Connection connection) throws SQLException {
        var sql = "select pg_advisory_xact_lock(hashtextextended(current_schema() || '.sequencer', 0))";
        try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    List<PendingDecision> pending(Connection connection, int limit) throws SQLException {
        var sql = "select tenant_id, id, record from decision where leaf_index is null order by received limit ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            var pending = new ArrayList<PendingDecision>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pending.add(new PendingDecision(
                            rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getString(3)));
                }
            }
            return pending;
        }
    }

    /** The last number of each of these tenants, 0 for one that has none. */
    Map<UUID, Long> lastSequences(Connection connection, Collection<UUID> tenants) throws SQLException {
        var sql = "select tenant, coalesce((select max(tenant_seq) from decision where tenant_id = tenant), 0)"
                + " from unnest(?::uuid[]) as tenant";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", tenants.toArray()));
            var last = new HashMap<UUID, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    last.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return last;
        }
    }

    void place(Connection connection, List<PlacedDecision> placed) throws SQLException {
        var sql = "update decision set tenant_seq = placed.tenant_seq, leaf_index = placed.leaf_index"
                + " from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[])"
                + " as placed(tenant_id, id, tenant_seq, leaf_index)"
                + " where decision.tenant_id = placed.tenant_id and decision.id = placed.id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            placed.stream()
                                    .map(each -> each.decision().tenantId())
                                    .toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            placed.stream().map(each -> each.decision().id()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint",
                            placed.stream()
                                    .map(each -> each.place().tenantSeq())
                                    .toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bigint",
                            placed.stream()
                                    .map(each -> each.place().leafIndex())
                                    .toArray()));
            if (statement.executeUpdate() != placed.size()) {
                throw new IllegalStateException("Not every waiting decision could be placed");
            }
        }
    }
}
